import { practitioner, stranger } from '@throughcare/test/support/personas'
import { whyNotOfWorker, worksIn } from './worker.rules.ts'

const assessor = stranger('ld-practitioner')
const given = { organisation: 'RW5', worker: assessor.subject, closedAt: null }

describe('who works in an episode', () => {
  test.each([
    ['anyone of the team', practitioner, given, true],
    ['anyone of the team, after the closing', practitioner, { ...given, closedAt: new Date() }, true],
    ['whoever has it, of another organisation', assessor, given, true],
    ['whoever had it, after the closing', assessor, { ...given, closedAt: new Date() }, false],
    ['a colleague of whoever has it', { ...assessor, subject: 'colleague' }, given, false],
    ['the same service elsewhere, where nobody has it', assessor, { ...given, worker: null }, false]
  ])('%s', (_, principal, episode, expected) => expect(worksIn(principal, episode)).toBe(expected))
})

describe('what they do there', () => {
  test.each(['record-screening', 'record-assessment', 'identify-needs', 'record-contact'])('whoever has it: %s', (action) =>
    expect(whyNotOfWorker(action, assessor, given)).toBeNull()
  )
  test.each(['allocate-episode', 'close-liaison-diversion-episode', 'issue-court-report', 'share-information', 'assign-peer-support', 'an action of tomorrow'])(
    'the team alone: %s',
    (action) => {
      expect(whyNotOfWorker(action, assessor, given)).toMatch(/The team whose episode this is/)
      expect(whyNotOfWorker(action, practitioner, given)).toBeNull()
    }
  )
})
