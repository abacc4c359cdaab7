import { meaningOf, whyDecidedTwice, whyNotDecide, whyNotDecideAgain } from './justice-outcome.rules.ts'

const receivedAt = new Date('2026-06-01T22:30:00Z')
const now = new Date('2026-06-10T12:00:00Z')
const why = (decision: object) => whyNotDecide({ decidedBy: 'POLICE', code: '22', decidedOn: '2026-06-05', ...decision }, { receivedAt, now })

describe('a decision in the case', () => {
  test('is made from the day of the referral in London up to today', () => {
    expect(why({ decidedOn: '2026-06-01' })).toBeNull()
    expect(why({ decidedOn: '2026-06-10' })).toBeNull()
    expect(why({ decidedOn: '2026-05-31' })).toContain('before the referral')
    expect(why({ decidedOn: '2026-06-11' })).toContain('future')
  })

  test('has a code of its own list: police outcomes go from 1 to 22', () => {
    for (let code = 1; code <= 22; code += 1) expect(why({ code: String(code) })).toBeNull()
    for (const code of ['0', '23', '1002', 'toString', '']) expect(why({ code })).toContain('police outcome')
    expect(why({ decidedBy: 'COURT', code: '1002' })).toBeNull()
    expect(why({ decidedBy: 'COURT', code: '22' })).toContain('court outcome')
  })

  test('is in an episode once: by whom, what and on which day tell it from another', () => {
    const decision = { decidedBy: 'POLICE', code: '22', decidedOn: '2026-06-05' } as const
    const others = [{ ...decision, decidedBy: 'COURT' } as const, { ...decision, code: '8' }, { ...decision, decidedOn: '2026-06-06' }]

    expect(whyNotDecideAgain(decision, others)).toBeNull()
    expect(whyNotDecideAgain(decision, [...others, { ...decision }])).toContain('recorded already')
    expect(whyDecidedTwice([decision, ...others])).toBeNull()
    expect(whyDecidedTwice([decision, ...others, { ...decision }])).toContain('recorded already')
  })

  test('is interim where the case goes on with it', () => {
    expect(meaningOf({ decidedBy: 'COURT', code: '4531' })).toEqual({ label: 'Remanded in custody', isInterim: true })
    expect(meaningOf({ decidedBy: 'COURT', code: 'MHA37' }).isInterim).toBe(false)
  })
})
