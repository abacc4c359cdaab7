import { isOwnTeam } from './access.ts'
import { refuse } from './errors.ts'
import type { Principal, Service } from './principal.ts'

type Episode = { organisation: string; service: Service; closedAt: Date | null }

type Asked<Row> = {
  /** What is to be done in it, as the room's audit calls it. */
  action: string
  episode: Row | null
  /** Whether the caller was given the episode, or is allocated to it. Asked only of whoever is not of its team. */
  hasIt(episode: Row): boolean | Promise<boolean>
}

/**
 * Opens the rule of who changes an episode of a room: somebody of the service, of the team whose episode it is; or who has it while it is open,
 * whichever organisation employs them, in the actions that are the work with the person. Who works with them, what is shared with whom, what is
 * corrected and when it ends are answered for by the team. `open_to_workers` in `_kit/db/policies.sql` says so in the database.
 */
export function openWorkRule(workWithThePerson: ReadonlySet<string>) {
  return async function mustWorkIn<Row extends Episode>(caller: Principal, { action, episode, hasIt }: Asked<Row>): Promise<Row> {
    const none = () => refuse('NOT_FOUND', 'There is no such episode, or none you may change.')
    if (!episode || !isOwnTeam(caller, episode.service)) return none()
    if (caller.organisation === episode.organisation) return episode
    if (episode.closedAt !== null || !(await hasIt(episode))) return none()
    if (workWithThePerson.has(action)) return episode
    return refuse('FORBIDDEN', 'The team whose episode this is does that. You were given it to work with the person: ask the team.')
  }
}
