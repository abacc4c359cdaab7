import { room } from '@throughcare/reconnect'
import { openEpisodeImports, type EpisodeImports } from '@throughcare/test/support/episode-imports'
import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { persona } from '@throughcare/test/support/personas'
import { openReconnect, startAssigned } from '@throughcare/test/support/reconnect'

const first = { facility: 'PNI', source: 'SELF', referred_at: '2026-03-02T15:15:00Z' }
let reconnect: EpisodeRoom
let imports: EpisodeImports
beforeAll(async () => {
  reconnect = await openReconnect()
  imports = await openEpisodeImports(reconnect, room, { service: 'RECONNECT', first })
})
beforeEach(() => imports.at('2026-06-01T09:00:00Z'))
afterAll(() => imports.close())

const { subject, organisation: employerId } = persona('reconnect-peer-support-worker')
const assignments = (id: string) => reconnect.rows('select ended_at, outcome from reconnect.peer_assignment where episode_id = $1', id)
const ended = [{ ended_at: new Date('2026-06-01T09:00:00Z'), outcome: null }]
const lastOf = async (id: string) => (await reconnect.events(id)).slice(-2).map(({ type, payload }) => [type, payload.outcome])

test('the closing of an episode ends its peer support: people hears it, and shuts the records to the worker', async () => {
  const { id, version } = await startAssigned(reconnect)

  const { data, errors } = await reconnect.act('closeReconnectEpisode', { episodeId: id, expectedVersion: version, reason: 'DISENGAGED' })

  expect(errors).toEqual([])
  expect(data?.closeReconnectEpisode.peerSupport).toMatchObject([{ subject, endedAt: '2026-06-01T09:00:00.000Z', outcome: null }])
  expect(await lastOf(id)).toEqual([
    ['reconnect.episode-closed', undefined],
    ['reconnect.peer-support-ended', null]
  ])
  const again = await reconnect.act('reopenReconnectEpisode', { episodeId: id, expectedVersion: version + 1, reason: 'The work goes on.' })
  expect(again.errors).toEqual([])
  expect(await assignments(id)).toEqual(ended)
})

test('what came of peer support that the closing ended is said afterwards, once, and moves no end', async () => {
  const { id, assignmentId, version } = await startAssigned(reconnect)
  await reconnect.act('closeReconnectEpisode', { episodeId: id, expectedVersion: version, reason: 'DISENGAGED' })
  reconnect.at('2026-06-02T09:00:00Z')
  const say = (expectedVersion: number) => reconnect.act('endReconnectPeerSupport', { episodeId: id, assignmentId, outcome: 'COMPLETED', expectedVersion })

  expect((await say(version + 1)).errors).toEqual([])
  expect(await assignments(id)).toEqual([{ ended_at: new Date('2026-06-01T09:00:00Z'), outcome: 'COMPLETED' }])
  expect((await reconnect.events(id)).at(-1)).toMatchObject({ type: 'reconnect.peer-support-ended', payload: { assignmentId, outcome: 'COMPLETED' } })
  expect((await say(version + 2)).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
})

test('so does the declining of the referral', async () => {
  const { id, version } = await reconnect.start()
  await reconnect.act('offerReconnectPeerSupport', { episodeId: id, expectedVersion: version, answer: 'ACCEPTED' })
  await reconnect.act('assignReconnectPeerSupport', { episodeId: id, expectedVersion: version + 1, subject, employerId })

  await reconnect.act('declineReconnectReferral', { episodeId: id, expectedVersion: version + 2, reason: 'PERSON_DECLINED' })

  expect(await assignments(id)).toEqual(ended)
})

test.each([
  ['closing', { accepted_at: '2026-03-03T09:00:00Z', closed_at: '2026-05-20T09:00:00Z', closure_reason: 'OTHER' }],
  ['declining', { declined_at: '2026-05-20T09:00:00Z', decline_reason: 'OTHER' }]
])('so does a %s that a file tells of an episode in which staff assigned somebody', async (_, end) => {
  const row = await imports.row({ accepted_at: 'accepted_at' in end ? end.accepted_at : '' })
  await imports.take(row)
  await imports.staff(row, 'offerReconnectPeerSupport', { answer: 'ACCEPTED', offeredAt: '2026-05-01T09:00:00Z' })
  await imports.staff(row, 'assignReconnectPeerSupport', { subject, employerId })

  expect((await imports.take({ ...row, ...end })).rejected).toEqual([])

  const { id } = await imports.standing(row)
  expect(await assignments(id)).toEqual(ended)
  expect((await lastOf(id)).at(-1)).toEqual(['reconnect.peer-support-ended', null])
})
