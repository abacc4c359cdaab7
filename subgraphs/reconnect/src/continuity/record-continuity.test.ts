import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
beforeEach(() => reconnect.at('2026-06-01T09:00:00Z'))
afterAll(() => reconnect.close())

const lastEvents = async (id: string, count: number) =>
  (await reconnect.events(id)).slice(-count).map(({ type, subject_version, payload }) => [type, subject_version, payload.runsOutOn, payload.continuesOn])

describe('recordContinuity', () => {
  test('tells from dates alone what is covered, each kind by itself, and the days between in an event', async () => {
    const { id, version } = await startReleased(reconnect, '2026-05-30')
    await reconnect.act('recordContinuity', { episodeId: id, kind: 'TREATMENT', daysInHand: 0, expectedVersion: version })
    const medicine = { kind: 'MEDICINE', daysInHand: 7, continuesOn: '2026-06-10', continuesBy: 'APPOINTMENT' }

    const { data, errors } = await reconnect.act('recordContinuity', { episodeId: id, ...medicine, expectedVersion: version + 1 })

    expect(errors).toEqual([])
    expect(data?.recordContinuity).toMatchObject({
      version: version + 2,
      continuity: [
        { ...medicine, runsOutOn: '2026-06-06', uncoveredDays: 4 },
        { kind: 'TREATMENT', daysInHand: 0, runsOutOn: '2026-05-30', continuesOn: null, continuesBy: null, uncoveredDays: null }
      ]
    })
    expect(await lastEvents(id, 2)).toEqual([
      ['reconnect.treatment-continuity-recorded', version + 1, '2026-05-30', null],
      ['reconnect.medicine-continuity-recorded', version + 2, '2026-06-06', '2026-06-10']
    ])
  })

  test('recorded again it replaces what stood, and a corrected release moves it', async () => {
    const { id, version } = await startReleased(reconnect, '2026-05-30')
    const of = (changes: object, place: number) =>
      reconnect.act('recordContinuity', { episodeId: id, kind: 'MEDICINE', daysInHand: 7, ...changes, expectedVersion: version + place })
    await of({ continuesOn: '2026-06-10', continuesBy: 'APPOINTMENT' }, 0)
    await of({ continuesOn: '2026-06-06', continuesBy: 'PRESCRIPTION' }, 1)

    const { data } = await reconnect.act('recordRelease', { episodeId: id, releasedOn: '2026-05-28', expectedVersion: version + 2 })

    expect(data?.recordRelease.continuity).toEqual([
      { kind: 'MEDICINE', daysInHand: 7, runsOutOn: '2026-06-04', continuesOn: '2026-06-06', continuesBy: 'PRESCRIPTION', uncoveredDays: 2 }
    ])
    expect(await lastEvents(id, 1)).toEqual([['reconnect.medicine-continuity-recorded', version + 3, '2026-06-04', '2026-06-06']])
  })

  test('is refused before the release, and nothing is written', async () => {
    const { id, version } = await reconnect.start()

    const { errors } = await reconnect.act('recordContinuity', { episodeId: id, kind: 'MEDICINE', daysInHand: 7, expectedVersion: version })

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('none is recorded') }])
    expect(await reconnect.rows('select 1 from reconnect.continuity where episode_id = $1', id)).toEqual([])
  })
})
