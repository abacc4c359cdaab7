import type { EpisodeRow } from '../episode/episode.store.ts'
import { gapsOf, waitsSince, whyNotAllocate } from './worklist.rules.ts'

const at = (time: string) => new Date(`2026-06-01T${time}:00Z`)
const whole = {
  ...{ setting: 'POLICE_CUSTODY', offenceGroup: 'THEFT', receivedAt: at('09:00'), custodyClockStartedAt: at('08:00') },
  ...{ screenedAt: at('10:00'), screeningUrgency: 'ROUTINE', custodyDisposalAt: at('12:00'), notDivertedAt: at('13:00'), closedAt: at('14:00') },
  ...{ divertedOutOfJusticeAt: null, supportedWithinJusticeAt: null, followUpDueOn: '2026-06-05' }
} as EpisodeRow

describe('what reports need and is not recorded', () => {
  test.each([
    ['nothing', {}, []],
    ['the group of the offence', { offenceGroup: 'NOT_RECORDED' }, ['OFFENCE_GROUP']],
    ['the custody clock', { custodyClockStartedAt: null }, ['CUSTODY_CLOCK']],
    ['no custody clock at court', { custodyClockStartedAt: null, setting: 'CROWN_COURT', custodyDisposalAt: null }, []],
    ['the urgency of a screening', { screeningUrgency: null }, ['URGENCY']],
    ['no urgency without a screening', { screeningUrgency: null, screenedAt: null, notDivertedAt: null }, []],
    ['how custody ended, once closed', { custodyDisposalAt: null }, ['CUSTODY_DISPOSAL']],
    ['what became of the case, once closed', { notDivertedAt: null }, ['DIVERSION']],
    ['nothing of an episode recorded in error', { custodyDisposalAt: null, notDivertedAt: null, closureReason: 'RECORDED_IN_ERROR' }, []],
    ['neither of them while it is open', { custodyDisposalAt: null, notDivertedAt: null, closedAt: null }, []]
  ] as [string, Partial<EpisodeRow>, string[]][])('%s', (_, changes, gaps) => expect(gapsOf({ ...whole, ...changes })).toEqual(gaps))
})

test('an episode waits since the moment by which its list is ordered', () => {
  expect(waitsSince('IN_CUSTODY_UNSEEN', whole)).toEqual(at('08:00'))
  expect(waitsSince('IN_CUSTODY_UNSEEN', { ...whole, custodyClockStartedAt: null })).toEqual(at('09:00'))
  const required = { ...whole, screeningOutcome: 'ASSESSMENT_REQUIRED', assessedAt: null, specialistDueSince: at('11:00') } as EpisodeRow
  expect(waitsSince('ASSESSMENTS_DUE', required)).toEqual(at('10:00'))
  expect(waitsSince('ASSESSMENTS_DUE', { ...required, assessedAt: at('10:30') })).toEqual(at('11:00'))
  expect(waitsSince('ASSESSMENTS_DUE', { ...required, screeningOutcome: 'NEEDS_IDENTIFIED' })).toEqual(at('11:00'))
  expect(waitsSince('FOLLOW_UPS_OVERDUE', whole)).toEqual(new Date('2026-06-05T23:00:00Z'))
  expect(waitsSince('CASELOAD', whole)).toEqual(at('09:00'))
})

test('an open episode is given to somebody', () => {
  expect(whyNotAllocate({ closedAt: null, worker: 'alex' }, 'sam')).toBeNull()
  expect(whyNotAllocate({ closedAt: null, worker: 'alex' }, null)).toBeNull()
  expect(whyNotAllocate(whole, 'sam')).toContain('closed')
})
