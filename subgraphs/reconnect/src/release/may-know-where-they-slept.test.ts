import type { Principal } from '@throughcare/kit/principal'
import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { makeKnown } from '@throughcare/test/support/known-record'
import { navigator, persona, practitioner } from '@throughcare/test/support/personas'
import { openReconnect, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const night = 'query ($id: ID!) { reconnectEpisode(id: $id) { sleptAt isSleptAtWithheld housedOnFirstNight } }'
const read = async (principal: Principal, id: string) => (await reconnect.ask(principal, night, { id })).data?.reconnectEpisode
const open = (recordId: string, audience: string, level: string) =>
  reconnect.rows(
    "insert into reconnect.record_access (record_id, audience, level, service, version) values ($1, $2, $3, 'RECONNECT', 1)",
    ...[recordId, audience, level]
  )

async function releasedTo({ isPlaceOpen }: { isPlaceOpen: boolean }) {
  const recordId = await makeKnown(reconnect, 'reconnect', { service: 'RECONNECT', consent: true, isPlaceOpen })
  const { id, version } = await startReleased(reconnect, '2026-05-30', { referredAt: '2026-05-01T09:00:00Z' }, { recordId })
  return { id, version, recordId }
}

describe('where somebody slept on the first night', () => {
  test.each([
    ['its own team, whether or not it is safe to tell', navigator, false, 'APPROVED_PREMISES'],
    ['the sister service, where it is safe to tell', practitioner, true, 'APPROVED_PREMISES'],
    ['nobody of the sister service, where somebody is in danger or nobody asked', practitioner, false, null]
  ])('is told to %s', async (_, principal, isPlaceOpen, sleptAt) => {
    const { id, version } = await releasedTo({ isPlaceOpen })
    await reconnect.act('recordRelease', { episodeId: id, releasedOn: '2026-05-30', sleptAt: 'APPROVED_PREMISES', expectedVersion: version })

    expect(await read(principal, id)).toEqual({ sleptAt, isSleptAtWithheld: sleptAt === null, housedOnFirstNight: 'HOUSED' })
  })

  test('is not said to be withheld where it was not recorded', async () => {
    const { id } = await releasedTo({ isPlaceOpen: false })

    expect(await read(practitioner, id)).toEqual({ sleptAt: null, isSleptAtWithheld: false, housedOnFirstNight: 'UNKNOWN' })
  })

  test('is told to a peer support worker who is assigned only where it is safe to tell', async () => {
    const peer = persona('reconnect-peer-support-worker')
    const { id, version, recordId } = await releasedTo({ isPlaceOpen: false })
    await reconnect.act('recordRelease', { episodeId: id, releasedOn: '2026-05-30', sleptAt: 'SQUAT', expectedVersion: version })
    await open(recordId, `subject:${peer.subject}`, 'read')
    const before = await read(peer, id)
    await open(recordId, `subject:${peer.subject}`, 'location')

    expect([before, await read(peer, id)]).toMatchObject([
      { sleptAt: null, isSleptAtWithheld: true },
      { sleptAt: 'SQUAT', isSleptAtWithheld: false }
    ])
  })
})
