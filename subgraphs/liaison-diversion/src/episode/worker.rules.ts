import type { EpisodeRow } from './episode.store.ts'

/** What whoever has an episode does in it: the work with the person, from the screening to what became of the case. */
const workWithThePerson = new Set([
  ...['offer-screening', 'record-screening', 'record-not-seen', 'record-assessment', 'request-specialist-assessment'],
  ...['identify-needs', 'review-need', 'explain-unmet-need', 'record-contact'],
  ...['record-child-circumstances', 'call-appropriate-adult', 'record-appropriate-adult-arrival', 'flag-cohort', 'unflag-cohort'],
  ...['record-custody-disposal', 'record-justice-outcome', 'record-diversion']
])

type Caller = { subject: string; organisation: string }
type Case = Pick<EpisodeRow, 'organisation' | 'worker' | 'closedAt'>

/** Whether somebody of the service is of the team whose episode it is, or has it while it is open, whichever organisation employs them. */
export function worksIn(caller: Caller, { organisation, worker, closedAt }: Case): boolean {
  return caller.organisation === organisation || (worker === caller.subject && closedAt === null)
}

/**
 * Why an action in an episode is not that of whoever merely has it, or null. Who works with the person, what is shared with whom, what is
 * corrected and when it ends are answered for by the team whose episode it is.
 */
export function whyNotOfWorker(action: string, caller: Caller, episode: Case): string | null {
  if (caller.organisation === episode.organisation || workWithThePerson.has(action)) return null
  return 'The team whose episode this is does that. You were given it to work with the person: ask the team.'
}
