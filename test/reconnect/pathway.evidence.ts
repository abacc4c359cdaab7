import type { Figure } from '@throughcare/gateway/evidence'
import { setUp, tearDown } from '../support/cluster.ts'
import type { EpisodeRoom } from '../support/episodes.ts'
import { makeKnown } from '../support/known-record.ts'
import { navigator } from '../support/personas.ts'
import { openReconnect, startAccepted } from '../support/reconnect.ts'

const many = 500
const tries = 100
const setReleaseDate = `mutation ($input: SetReleaseDateInput!) { setReleaseDate(input: $input) {
  version gateMeeting { meetAt } rePlan { from to isGateMeetingMoved moves { kind from to isPast } } } }`
async function inRoom<T>(work: (reconnect: EpisodeRoom) => Promise<T>): Promise<T> {
  await setUp()
  const reconnect = await openReconnect()
  try {
    return await work(reconnect)
  } finally {
    await reconnect.close()
    await tearDown()
  }
}

/** Accepted episodes with a date and a meeting at the gate. */
async function startPlanned(reconnect: EpisodeRoom, count: number) {
  const recordId = await makeKnown(reconnect, 'reconnect', { service: 'RECONNECT' })
  const episodes = []
  for (let made = 0; made < count; made += 1) {
    const { id, version } = await startAccepted(reconnect, { plannedReleaseDate: '2026-07-20' }, { recordId })
    await reconnect.act('planGateMeeting', { episodeId: id, expectedVersion: version, meetAt: '2026-07-20T08:00:00Z' })
    episodes.push({ episodeId: id, expectedVersion: version + 1 })
  }
  reconnect.at('2026-06-02T09:00:00Z')
  return episodes
}

async function move(reconnect: EpisodeRoom, episode: { episodeId: string; expectedVersion: number }): Promise<number> {
  const began = performance.now()
  const input = { ...episode, date: '2026-06-05', reason: 'EARLY_RELEASE', idempotencyKey: crypto.randomUUID() }
  const { data, errors } = await reconnect.ask(navigator, setReleaseDate, { input })
  const took = performance.now() - began
  if (errors.length > 0 || !data?.setReleaseDate.rePlan.isGateMeetingMoved) throw new Error('A release date did not move with what hangs on it.')
  return took
}

/** The time that all but one in a hundred keep. */
function percentile99(times: number[]): number {
  return Math.round(times.toSorted((one, other) => one - other)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN)
}

export const figures: Figure[] = [
  {
    name: 'Re-planning one slipped release date',
    target: '≤ 50 ms, 99 in 100',
    measure: () =>
      inRoom(async (reconnect) => {
        const times: number[] = []
        for (const episode of await startPlanned(reconnect, tries)) times.push(await move(reconnect, episode))
        const slow = percentile99(times)
        return {
          value: `${slow} ms`,
          met: slow <= 50,
          detail: `${tries} moves with every task, the gate meeting and the diff in the answer, one after the other`
        }
      })
  },
  {
    name: 'Re-planning 500 at once, as an early-release scheme does',
    target: '≤ 5 s',
    measure: () =>
      inRoom(async (reconnect) => {
        const episodes = await startPlanned(reconnect, many)
        const began = performance.now()
        await Promise.all(episodes.map((episode) => move(reconnect, episode)))
        const took = Math.round(performance.now() - began)
        return { value: `${took} ms`, met: took <= 5_000, detail: `${many} calls at the same moment, each answered with its diff` }
      })
  }
]
