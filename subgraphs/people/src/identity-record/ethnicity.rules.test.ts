import { ethnicGroupOf, ethnicityCodes } from './ethnicity.rules.ts'

describe('ethnicity', () => {
  test.each([
    ['NHS_2001', 'A', 'WHITE'],
    ['CJS_16_PLUS_1', 'W1', 'WHITE'],
    ['NHS_2001', 'G', 'MIXED'],
    ['NHS_2001', 'H', 'ASIAN'],
    ['CJS_16_PLUS_1', 'A2', 'ASIAN'],
    ['NHS_2001', 'P', 'BLACK'],
    ['CJS_16_PLUS_1', 'O2', 'OTHER'],
    ['NHS_2001', 'Z', 'NOT_STATED'],
    ['CJS_16_PLUS_1', 'NS', 'NOT_STATED'],
    ['NHS_2001', '99', 'NOT_KNOWN']
  ] as const)('%s %s is %s', (list, code, group) => expect(ethnicGroupOf(list, code)).toBe(group))

  test('Chinese is in the same group in both lists', () => {
    expect(ethnicGroupOf('NHS_2001', 'R')).toBe(ethnicGroupOf('CJS_16_PLUS_1', 'A4'))
  })

  test.each([
    ['NHS_2001', 'W1'],
    ['CJS_16_PLUS_1', 'A'],
    ['NHS_2001', 'a'],
    ['CJS_16_PLUS_1', '']
  ] as const)('%s has no code "%s"', (list, code) => expect(ethnicGroupOf(list, code)).toBeNull())

  test('the lists have the 18 and 19 codes of their sources', () => {
    expect(ethnicityCodes('NHS_2001')).toHaveLength(18)
    expect(ethnicityCodes('CJS_16_PLUS_1')).toHaveLength(20)
  })
})
