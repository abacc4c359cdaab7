import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openCorrections, openReconnect } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
let corrections: ReturnType<typeof openCorrections>
beforeAll(async () => {
  reconnect = await openReconnect()
  corrections = openCorrections(reconnect)
})
beforeEach(() => reconnect.at('2026-06-01T09:00:00Z'))
afterAll(() => reconnect.close())

/** The events that the last change of an episode left. */
async function lastOf(id: string) {
  const events = await reconnect.events(id)
  return events.filter(({ subject_version }) => subject_version === events.at(-1)?.subject_version)
}
test('a declined episode that was closed in error is declined still once it is opened again, and readers hear so', async () => {
  const { id } = await reconnect.start()
  await corrections.act(id, 'declineReconnectReferral', { reason: 'PERSON_DECLINED' })
  await corrections.act(id, 'closeReconnectEpisode', { reason: 'RECORDED_IN_ERROR' })

  expect(await corrections.act(id, 'reopenReconnectEpisode', { reason: 'It was right.' })).toMatchObject({ phase: 'DECLINED' })

  expect((await lastOf(id)).map(({ type }) => type)).toEqual(['reconnect.episode-reopened', 'reconnect.referral-received', 'reconnect.referral-declined'])
})
