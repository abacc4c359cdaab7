import type { Figure } from '@throughcare/gateway/evidence'
import { setUp, tearDown } from '../support/cluster.ts'
import type { EpisodeRoom } from '../support/episodes.ts'
import { openLiaisonDiversion } from '../support/liaison-diversion.ts'
import { walkPathways } from '../support/pathway-model.ts'

const pathways = 3_000
/** Rooms side by side, each with a clock and pathways of its own. */
const rooms = 6

async function walk(room: EpisodeRoom, seed: number): Promise<number> {
  try {
    return await walkPathways(room, { pathways: pathways / rooms, seed })
  } finally {
    await room.close()
  }
}

/** Where they disagreed, with what says how to walk there again. */
function faultOf(reason: unknown): string {
  const { message, cause } = reason as Error
  return `${message.split('\nCounterexample')[0]} ${cause instanceof Error ? cause.message : ''}`
}

export const figures: Figure[] = [
  {
    name: 'Random pathways on which the room and an independent oracle agree',
    target: `${pathways.toLocaleString('en-GB')} of ${pathways.toLocaleString('en-GB')}`,
    async measure() {
      const seed = Math.floor(Math.random() * 2 ** 30)
      await setUp()
      const opened: EpisodeRoom[] = []
      while (opened.length < rooms) opened.push(await openLiaisonDiversion())
      const walks = await Promise.allSettled(opened.map((room, place) => walk(room, seed + place)))
      await tearDown()
      const steps = walks.reduce((sum, done) => sum + (done.status === 'fulfilled' ? done.value : 0), 0)
      const faults = walks.flatMap((done) => (done.status === 'rejected' ? [faultOf(done.reason)] : []))
      const about = `seeds ${seed} to ${seed + rooms - 1}, ${pathways / rooms} pathways each; ${steps.toLocaleString('en-GB')} steps`
      const compared = 'after each: what was refused, state, eight worklists in their order, events'
      return {
        value: faults.length === 0 ? pathways.toLocaleString('en-GB') : 'fewer',
        met: faults.length === 0,
        detail: [about, compared, ...faults].join('; ')
      }
    }
  }
]
