import { whyNotOfWorker } from './worker.rules.ts'

test.each(['accept-allocation', 'record-reconnect-contact', 'assess-reconnect-needs', 'review-goal', 'record-gate-meeting'])(
  'a worker of another organisation who is allocated does this: %s',
  (action) => expect(whyNotOfWorker(action)).toBeNull()
)
test.each(['allocate-worker', 'close-reconnect-episode', 'set-release-date', 'assign-reconnect-peer-support', 'an action of tomorrow'])(
  'the team alone does this: %s',
  (action) => expect(whyNotOfWorker(action)).toMatch(/The team whose episode this is/)
)
