import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startClosed, startScreened, tellFacility } from '@throughcare/test/support/liaison-diversion'
import { practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
beforeEach(() => liaisonDiversion.at('2026-06-01T09:00:00Z'))
afterAll(() => liaisonDiversion.close())

const correct = (episodeId: string, expectedVersion: number, changes: object) =>
  liaisonDiversion.act('correctLiaisonDiversionEpisode', { episodeId, expectedVersion, reason: 'Read from the wrong line.', ...changes })

describe('correctLiaisonDiversionEpisode', () => {
  test('writes over what was wrong; old value, new value, why and who stay in the history', async () => {
    const { id } = await startScreened(liaisonDiversion)

    const { data, errors } = await correct(id, 2, { receivedAt: '2026-06-01T08:00:00Z', source: 'SELF', screeningRisk: 'HIGH', setting: 'POLICE_CUSTODY' })

    expect(errors).toEqual([])
    expect(data?.correctLiaisonDiversionEpisode).toMatchObject({
      version: 3,
      receivedAt: '2026-06-01T08:00:00.000Z',
      source: 'SELF',
      screening: { risk: 'HIGH' }
    })
    expect(data?.correctLiaisonDiversionEpisode.history.at(-1)).toEqual({
      ...{ version: 3, action: 'correct-liaison-diversion-episode', recordedBy: practitioner.subject, reason: 'Read from the wrong line.' },
      corrections: [
        { field: 'source', oldValue: 'POLICE', newValue: 'SELF' },
        { field: 'receivedAt', oldValue: '2026-06-01T09:00:00.000Z', newValue: '2026-06-01T08:00:00.000Z' },
        { field: 'screeningRisk', oldValue: 'LOW', newValue: 'HIGH' }
      ]
    })
  })

  test('tells readers which fields, and the steps that changed for them anew, without the risk', async () => {
    const { id } = await startScreened(liaisonDiversion)
    await correct(id, 2, { receivedAt: '2026-06-01T08:00:00Z', screeningRisk: 'HIGH' })

    const events = (await liaisonDiversion.events(id)).slice(2)
    expect(events.map(({ type, subject_version }) => [type.split('.')[1], subject_version])).toEqual([
      ['episode-corrected', 3],
      ['referral-received', 3]
    ])
    expect(events[0]?.payload).toMatchObject({ fields: ['receivedAt', 'screeningRisk'] })
    expect(events[1]?.occurred_at).toEqual(new Date('2026-06-01T08:00:00Z'))
    expect(JSON.stringify(events)).not.toContain('HIGH')
  })

  test.each([
    ['that changes nothing', { source: 'POLICE' }, 'Nothing would change'],
    ['of what was never recorded', { notSeenReason: 'UNFIT' }, 'was not recorded'],
    ['that puts the screening before the referral', { screenedAt: '2026-06-01T08:59:59Z' }, 'before the referral'],
    ['that puts the referral after the screening', { receivedAt: '2026-06-01T09:00:00.001Z' }, 'future'],
    ['without a reason', { source: 'SELF', reason: '' }, 'Say why']
  ])('refuses a correction %s, and writes nothing', async (_, changes, message) => {
    const { id } = await startScreened(liaisonDiversion)

    expect((await correct(id, 2, changes)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) }])
    expect(await liaisonDiversion.events(id)).toHaveLength(2)
  })

  test('refuses a place that was not open then, and asks nothing of the place where that is not what is corrected', async () => {
    await tellFacility(liaisonDiversion, 'LAN9', 'CUSTODY_SUITE', '2026-06-01')
    const [{ id }, moved] = [await startScreened(liaisonDiversion), await startScreened(liaisonDiversion)]
    await liaisonDiversion.rows("update liaison_diversion.episode set facility_id = 'LAN9' where id = $1", moved.id)

    expect((await correct(id, 2, { facilityId: 'LAN9' })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('That custody suite closed on 1 June 2026') }
    ])
    expect((await correct(id, 2, { facilityId: 'LAN9', receivedAt: '2026-05-31T22:59:59Z' })).errors).toEqual([])
    expect((await correct(moved.id, 2, { receivedAt: '2026-06-01T08:00:00Z' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await correct(moved.id, 2, { source: 'SELF' })).errors).toEqual([])
  })

  test('refuses to say that someone died before a contact that stands', async () => {
    const { id } = await startClosed(liaisonDiversion, 'DIED')
    await liaisonDiversion.act('recordContact', { episodeId: id, expectedVersion: 3, mechanism: 'VIDEO', attendance: 'ON_TIME', place: 'COURT' })
    liaisonDiversion.at('2026-06-02T09:00:00Z')

    expect((await correct(id, 4, { receivedAt: '2026-06-01T09:00:01Z' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await correct(id, 4, { closureReason: 'COMPLETED' })).data?.correctLiaisonDiversionEpisode).toMatchObject({ closureReason: 'COMPLETED' })
  })
})
