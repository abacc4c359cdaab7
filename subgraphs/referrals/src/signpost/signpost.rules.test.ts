import { whyNotAnswer, whyNotRecordTakeUp } from './signpost.rules.ts'

const now = new Date('2026-06-08T12:00:00Z')

describe('a signpost', () => {
  test('that was taken back takes nothing more', () => {
    expect(whyNotAnswer({ withdrawnAt: null })).toBeNull()
    expect(whyNotAnswer({ withdrawnAt: now })).toContain('recorded in error')
    expect(whyNotRecordTakeUp({ takenUp: null, withdrawnAt: now }, 'TAKEN_UP')).toContain('recorded in error')
  })

  test('can be taken up by someone who had not before, and not the other way round', () => {
    expect(whyNotRecordTakeUp({ takenUp: null, withdrawnAt: null }, 'TAKEN_UP')).toBeNull()
    expect(whyNotRecordTakeUp({ takenUp: null, withdrawnAt: null }, 'NOT_TAKEN_UP')).toBeNull()
    expect(whyNotRecordTakeUp({ takenUp: 'NOT_TAKEN_UP', withdrawnAt: null }, 'TAKEN_UP')).toBeNull()
    expect(whyNotRecordTakeUp({ takenUp: 'NOT_TAKEN_UP', withdrawnAt: null }, 'NOT_TAKEN_UP')).toContain('already recorded')
    expect(whyNotRecordTakeUp({ takenUp: 'TAKEN_UP', withdrawnAt: null }, 'NOT_TAKEN_UP')).toContain('already recorded')
    expect(whyNotRecordTakeUp({ takenUp: 'TAKEN_UP', withdrawnAt: null }, 'TAKEN_UP')).toContain('already recorded')
  })
})
