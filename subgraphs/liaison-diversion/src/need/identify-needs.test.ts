import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startScreened } from '@throughcare/test/support/liaison-diversion'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const identify = (episodeId: string, needs: object[], expectedVersion = 2) => liaisonDiversion.act('identifyNeeds', { episodeId, needs, expectedVersion })

describe('identifyNeeds', () => {
  test('adds needs to the episode, in the order in which they were identified', async () => {
    const { id } = await startScreened(liaisonDiversion)
    await identify(id, [{ needCode: 'housing' }])
    liaisonDiversion.at('2026-06-01T09:30:00Z')

    const alcohol = { needCode: 'alcohol', status: 'ALREADY_SUPPORTED', source: 'PERSON', definition: 'Drinks every day, by their own account.' }
    const { data, errors } = await identify(id, [alcohol], 3)

    expect(errors).toEqual([])
    expect(data?.identifyNeeds).toMatchObject({
      version: 4,
      needs: [
        { need: { code: 'housing' }, status: 'IDENTIFIED', identifiedAt: '2026-06-01T09:00:00.000Z', source: null, definition: null },
        { need: { code: 'alcohol' }, status: 'ALREADY_SUPPORTED', identifiedAt: '2026-06-01T09:30:00.000Z', source: 'PERSON', definition: alcohol.definition }
      ]
    })
  })

  test('adds several at once under one version, each with its own event, which holds no words', async () => {
    const { id } = await startScreened(liaisonDiversion)
    const { data } = await identify(id, [{ needCode: 'housing', definition: 'Sleeps rough.' }, { needCode: 'alcohol' }])

    const events = (await liaisonDiversion.events(id)).slice(2)
    expect(events.map(({ type, subject_version }) => `${subject_version} ${type}`)).toEqual([
      '3 liaison-diversion.need-identified',
      '3 liaison-diversion.need-identified'
    ])
    expect(events[0]?.payload).toEqual({
      ...{ episodeId: id, facilityId: 'LAN3', needCode: 'housing', status: 'IDENTIFIED' },
      needId: data?.identifyNeeds.needs.find(({ need }: { need: { code: string } }) => need.code === 'housing').id
    })
  })

  test.each([
    ['a need that the episode names already', [{ needCode: 'housing' }], 'names one of these needs already'],
    ['a need that is named twice', [{ needCode: 'alcohol' }, { needCode: 'alcohol' }], 'named twice'],
    ['no need at all', [], 'at least one need']
  ])('refuses %s, and writes none', async (_, needs, message) => {
    const { id } = await startScreened(liaisonDiversion)
    await identify(id, [{ needCode: 'housing' }])

    expect((await identify(id, needs, 3)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) }])
    expect(await liaisonDiversion.rows('select 1 from liaison_diversion.need where episode_id = $1', id)).toHaveLength(1)
  })

  test('refuses a need before the screening, and writes none', async () => {
    const { id } = await liaisonDiversion.start()

    const { errors } = await identify(id, [{ needCode: 'housing' }], 1)

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('screening first') }])
    expect(await liaisonDiversion.rows('select 1 from liaison_diversion.need where episode_id = $1', id)).toEqual([])
  })
})
