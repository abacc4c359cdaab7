import { Kind } from 'graphql'
import fc from 'fast-check'
import { refusalOf } from './errors.ts'
import { dateScalar, dateTimeScalar } from './scalars.ts'

const canary = 'secret-9990000018'
const literal = (value: string) => ({ kind: Kind.STRING, value }) as const

function refusal(read: () => unknown) {
  try {
    read()
    return null
  } catch (error) {
    return refusalOf(error)
  }
}

describe('a Date', () => {
  test.each(['2026-11-23', '2024-02-29', '1900-01-01'])('takes %s, as variable and as literal', (day) => {
    expect([dateScalar.parseValue(day), dateScalar.parseLiteral(literal(day))]).toEqual([day, day])
  })

  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-01-32',
    '2026-01-00',
    '23/11/2026',
    '2026-11-23T00:00:00Z',
    '2026-1-1',
    '',
    ' 2026-11-23',
    20261123,
    null,
    {}
  ])('refuses %j', (value) => {
    expect(refusal(() => dateScalar.parseValue(value))?.code).toBe('BAD_USER_INPUT')
  })

  test('is written as the day alone', () => expect(dateScalar.serialize(new Date('2026-11-23T12:00:00Z'))).toBe('2026-11-23'))
})

describe('a DateTime', () => {
  test.each([
    ['2026-11-23T09:30:00Z', '2026-11-23T09:30:00.000Z'],
    ['2026-07-01T09:30+01:00', '2026-07-01T08:30:00.000Z'],
    ['2026-11-23T09:30:00.123456Z', '2026-11-23T09:30:00.123Z']
  ])('takes %s and answers in UTC', (given, utc) => expect(dateTimeScalar.serialize(dateTimeScalar.parseValue(given))).toBe(utc))

  test.each(['2026-11-23T09:30:00', '2026-11-23', 'now', '2026-11-23T25:00:00Z', '2026-02-30T09:30:00Z', '2026-13-10T09:30:00Z', 1764000000, null])(
    'refuses %j',
    (value) => {
      expect(refusal(() => dateTimeScalar.parseValue(value))?.code).toBe('BAD_USER_INPUT')
    }
  )
})

test('what is refused is never echoed, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.constant(canary),
        fc.string().map((text) => `${text}${canary}`),
        fc.record({ name: fc.constant(canary) })
      ),
      (value) => {
        for (const scalar of [dateScalar, dateTimeScalar]) {
          expect(JSON.stringify(refusal(() => scalar.parseValue(value)))).not.toContain(canary)
          expect(JSON.stringify(refusal(() => scalar.parseLiteral(literal(JSON.stringify(value)))))).not.toContain(canary)
        }
      }
    )
  )
})
