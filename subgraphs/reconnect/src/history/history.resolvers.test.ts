import type { Principal } from '@throughcare/kit/principal'
import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { makeKnown } from '@throughcare/test/support/known-record'
import { navigator, stranger } from '@throughcare/test/support/personas'
import { openCorrections, openReconnect, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
let corrections: ReturnType<typeof openCorrections>
beforeAll(async () => {
  reconnect = await openReconnect()
  corrections = openCorrections(reconnect)
})
afterAll(() => reconnect.close())

const lastOf = async (principal: Principal, id: string) => {
  const document = 'query ($id: ID!) { reconnectEpisode(id: $id) { history { action corrections { field oldValue newValue } } } }'
  const { data, errors } = await reconnect.ask(principal, document, { id })
  expect(errors).toEqual([])
  return data?.reconnectEpisode.history.at(-1)
}

describe('the history of an episode', () => {
  test('holds what a verb wrote over that is done again, and nothing where it is done for the first time', async () => {
    const { id } = await startReleased(reconnect, '2026-05-30')
    expect(await lastOf(navigator, id)).toEqual({ action: 'record-release', corrections: [] })

    await corrections.act(id, 'recordRelease', { releasedOn: '2026-05-29', sleptAt: 'SQUAT' })
    expect(await lastOf(navigator, id)).toEqual({
      action: 'record-release',
      corrections: [{ field: 'actualReleaseDate', oldValue: '2026-05-30', newValue: '2026-05-29' }]
    })
    await corrections.act(id, 'recordContinuity', { kind: 'MEDICINE', daysInHand: 7 })
    await corrections.act(id, 'recordContinuity', { kind: 'MEDICINE', daysInHand: 5 })
    expect((await lastOf(navigator, id)).corrections).toEqual([{ field: 'continuity.daysInHand', oldValue: '7', newValue: '5' }])
  })

  test('tells of many release dates that were set at once, in each of the episodes', async () => {
    const { id, version } = await reconnect.start({ plannedReleaseDate: '2026-07-20' })
    const input = { moves: [{ episodeId: id, date: '2026-07-01', expectedVersion: version }], reason: 'EARLY_RELEASE', idempotencyKey: crypto.randomUUID() }
    await reconnect.ask(navigator, 'mutation ($input: SetReleaseDatesInput!) { setReleaseDates(input: $input) { episodes { id } } }', { input })

    expect(await lastOf(navigator, id)).toMatchObject({ action: 'set-release-dates' })
  })

  test('tells the team where the person slept, and keeps that from staff elsewhere where the place itself is kept', async () => {
    const colleague = stranger('reconnect-navigator')
    const recordId = await makeKnown(reconnect, 'reconnect', { service: 'RECONNECT' })
    const open = (level: string) =>
      reconnect.rows(
        `insert into reconnect.record_access (record_id, audience, level, service, version) values ($1, $2, $3, 'RECONNECT', 1)`,
        ...[recordId, `subject:${colleague.subject}`, level]
      )
    await open('read')
    const { id } = await startReleased(reconnect, '2026-05-30', {}, { recordId })
    await corrections.correct(id, { sleptAt: 'SQUAT', actualReleaseDate: '2026-05-29' })
    const [day, place] = [
      { field: 'actualReleaseDate', oldValue: '2026-05-30', newValue: '2026-05-29' },
      { field: 'sleptAt', oldValue: null, newValue: 'SQUAT' }
    ]

    expect((await lastOf(navigator, id)).corrections).toEqual([day, place])
    expect((await lastOf(colleague, id)).corrections).toEqual([day, { ...place, newValue: null }])
    await open('location')
    expect((await lastOf(colleague, id)).corrections).toEqual([day, place])
  })
})
