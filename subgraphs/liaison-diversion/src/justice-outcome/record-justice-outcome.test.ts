import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startClosed } from '@throughcare/test/support/liaison-diversion'
import { practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
afterAll(() => liaisonDiversion.close())

const decide = (episodeId: string, expectedVersion: number, changes: object) =>
  liaisonDiversion.act('recordJusticeOutcome', { episodeId, expectedVersion, decidedBy: 'COURT', ...changes })

describe('recordJusticeOutcome', () => {
  test('records decisions as they come, after the closing too, oldest decision first', async () => {
    const { id } = await startClosed(liaisonDiversion)
    liaisonDiversion.at('2026-08-01T09:00:00Z')

    await decide(id, 3, { code: '1116', decidedOn: '2026-07-20' })
    const { data, errors } = await decide(id, 4, { code: '4506', decidedOn: '2026-06-15' })

    expect(errors).toEqual([])
    expect(data?.recordJusticeOutcome).toMatchObject({
      ...{ version: 5, state: 'CLOSED' },
      justiceOutcomes: [
        { decidedBy: 'COURT', code: '4506', label: 'Adjourned', isInterim: true, decidedOn: '2026-06-15' },
        { decidedBy: 'COURT', code: '1116', label: 'Community order', isInterim: false, decidedOn: '2026-07-20' }
      ]
    })
  })

  test('leaves its event, never dated before the alert', async () => {
    const { id } = await liaisonDiversion.start()
    await decide(id, 1, { decidedBy: 'POLICE', code: '22' })

    expect((await liaisonDiversion.events(id)).at(-1)).toMatchObject({
      type: 'liaison-diversion.justice-outcome-recorded',
      occurred_at: new Date('2026-06-01T09:00:00Z'),
      payload: { decidedBy: 'POLICE', code: '22' }
    })
  })

  test('refuses the same outcome of the same day a second time, and takes another outcome, another day or another authority', async () => {
    const { id } = await liaisonDiversion.start()
    liaisonDiversion.at('2026-06-02T09:00:00Z')
    await decide(id, 1, { decidedBy: 'POLICE', code: '8', decidedOn: '2026-06-01' })

    const again = await decide(id, 2, { decidedBy: 'POLICE', code: ' 8 ', decidedOn: '2026-06-01' })

    expect(again.errors).toEqual([
      {
        code: 'BAD_USER_INPUT',
        message: 'This decision is recorded already, with that outcome on that day. If another is meant, check its outcome and its day.'
      }
    ])
    expect((await decide(id, 2, { decidedBy: 'POLICE', code: '8', decidedOn: '2026-06-02' })).errors).toEqual([])
    expect((await decide(id, 3, { decidedBy: 'POLICE', code: '9', decidedOn: '2026-06-01' })).errors).toEqual([])
    expect((await decide(id, 4, { decidedBy: 'COURT', code: '1116', decidedOn: '2026-06-01' })).errors).toEqual([])
    expect((await decide(id, 5, { decidedBy: 'COURT', code: '1116', decidedOn: '2026-06-01' })).errors).toHaveLength(1)
  })

  test('takes an outcome again that was recorded in error before', async () => {
    const { id } = await liaisonDiversion.start()
    await decide(id, 1, { decidedBy: 'POLICE', code: '8' })
    await liaisonDiversion.rows('update liaison_diversion.justice_outcome set withdrawn_at = now() where episode_id = $1', id)

    expect((await decide(id, 2, { decidedBy: 'POLICE', code: '8' })).errors).toEqual([])
  })

  test('refuses a code that is in no list, and repeats it to nobody', async () => {
    const { id } = await liaisonDiversion.start()

    const { errors } = await decide(id, 1, { decidedBy: 'POLICE', code: 'Testina' })

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('1 to 22') }])
    expect(JSON.stringify(errors)).not.toContain('Testina')
  })
})

test('the codes to choose from are those that are taken, each with what it means', async () => {
  const query = 'query ($by: JusticeAuthority!) { justiceOutcomeCodes(decidedBy: $by) { code label isInterim } }'
  const codesOf = async (by: string) => (await liaisonDiversion.ask(practitioner, query, { by })).data?.justiceOutcomeCodes as { code: string; label: string }[]
  const [police, court] = [await codesOf('POLICE'), await codesOf('COURT')]

  expect(police.map(({ code }) => code)).toEqual(Array.from({ length: 22 }, (_, place) => `${place + 1}`))
  expect(court).toEqual(
    expect.arrayContaining([
      { code: '4506', label: 'Adjourned', isInterim: true },
      { code: 'YRO', label: 'Youth rehabilitation order', isInterim: false }
    ])
  )
  for (const [decidedBy, codes] of [['POLICE', police] as const, ['COURT', court] as const])
    for (const { code } of codes) {
      const { id } = await liaisonDiversion.start()
      const { errors } = await liaisonDiversion.act('recordJusticeOutcome', { episodeId: id, decidedBy, code, expectedVersion: 1 })
      expect({ code, errors }).toEqual({ code, errors: [] })
    }
})
