import { dayOf, hour, type OracleEpisode } from './pathway-oracle.ts'

/** One step of a random pathway: `at` is when it is said to have happened; `pick` and `flag` choose among its inputs. */
export type Step = { at: number; now: number; pick: number; flag: boolean }

export type Verb = {
  mutation: string
  /** What is asked besides episode, version and key; null where there is nothing to ask it of. */
  input(episode: OracleEpisode, step: Step): object | null
  /** The code it is refused with, or null. */
  refused(episode: OracleEpisode, step: Step): string | null
  /** Changes the oracle's episode; answers the events that readers hear, without the room's name. `made` is the id of the part that was made. */
  follow(episode: OracleEpisode, step: Step, made: string): string[]
  /** Where the answer names parts, one of which is new. */
  makes?: string
}

export const wrong = (isWrong: boolean) => (isWrong ? 'BAD_USER_INPUT' : null)
export const isLate = ({ at, now }: Step) => at > now
/** Before the alert, or before the screening where there was one. */
export const isEarly = (episode: OracleEpisode, { at }: Step) => at < (episode.screened?.at ?? episode.received)
export const chosen = <Item>(items: readonly Item[], { pick }: Step): Item | undefined => items[pick % items.length]
export const oneOf = (codes: readonly string[], { pick }: Step) => codes[pick % codes.length] ?? ''
export const daysAfter = (at: number, days: number) => dayOf(at + days * 24 * hour)
