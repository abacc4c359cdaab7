/** What whoever is allocated does in an episode: the work with the person, on both sides of the gate. */
const workWithThePerson = new Set([
  ...['assess-reconnect-needs', 'review-reconnect-need', 'explain-unmet-reconnect-need', 'make-reconnect-plan', 'set-goal', 'review-goal'],
  ...['record-reconnect-contact', 'record-continuity', 'plan-gate-meeting', 'record-gate-meeting', 'record-milestone', 'accept-allocation']
])

/**
 * Why an action in an episode is not that of a worker whom another organisation employs, or null. Who is taken on and who works with them,
 * the dates of their release, peer support and when it ends are answered for by the team whose episode it is.
 */
export function whyNotOfWorker(action: string): string | null {
  return workWithThePerson.has(action) ? null : 'The team whose episode this is does that. You were allocated to work with the person: ask the team.'
}
