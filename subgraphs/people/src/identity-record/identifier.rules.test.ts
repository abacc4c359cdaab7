import { checkIdentifier } from './identifier.rules.ts'

// Vectors: NHS Data Dictionary; hmpps-person-record PNCIdentifier.
describe('identifiers', () => {
  test.each([
    ['81/34U', '1981/0000034U'],
    ['02/73319Z', '2002/0073319Z'],
    ['00/223R', '2000/0000223R'],
    ['79/163001B', '1979/0163001B'],
    ['033Y', '2003/0000003Y'],
    ['67/9893091D', '1967/9893091D'],
    ['1981/0000034U', '1981/0000034U'],
    ['1981/34U', '1981/0000034U'],
    ['2002/73319z', '2002/0073319Z']
  ])('writes the PNC id %s out in full', (text, canonical) => {
    expect(checkIdentifier('PNC', text, 2026)).toEqual({ value: canonical })
  })

  test.each(['20030011985Z', '20120052494O', '20230583843N', '2001/0171310S', 'nonsense', ''])('refuses the PNC id %s', (text) => {
    expect(checkIdentifier('PNC', text, 2026)).toHaveProperty('fault')
  })

  test.each(['9434765919', '943 476 5919', '9990000018', '9990000026', '9990000069'])('accepts the NHS number %s', (text) => {
    expect(checkIdentifier('NHS_NUMBER', text, 2026)).toEqual({ value: text.replaceAll(' ', '') })
  })

  test.each(['9434765918', '9434765991', '999000001', '99900000181', '999000001A', '0000000000', '4444444444', '999 999 9999'])(
    'refuses the NHS number %s',
    (text) => {
      expect(checkIdentifier('NHS_NUMBER', text, 2026)).toHaveProperty('fault')
    }
  )

  test('no other last digit passes for an NHS number', () => {
    const passing = [...'0123456789'].filter((digit) => 'value' in checkIdentifier('NHS_NUMBER', `943476591${digit}`, 2026))

    expect(passing).toEqual(['9'])
  })

  test.each([
    ['A1234BC', true],
    ['a1234bc', true],
    ['AB1234C', false],
    ['A123BC', false]
  ])('prison number %s is well formed: %s', (text, isGood) => {
    expect('value' in checkIdentifier('PRISON_NUMBER', text, 2026)).toBe(isGood)
  })

  // Vectors: hmpps-person-record CROIdentifier.
  test.each([
    ['65656/91H', '065656/91H'],
    ['065656/91h', '065656/91H'],
    ['SF05/482703J', 'SF05/482703J'],
    ['SF83/50058Z', 'SF83/50058Z']
  ])('writes the CRO number %s out in full', (text, canonical) => {
    expect(checkIdentifier('CRO', text, 2026)).toEqual({ value: canonical })
  })

  test.each(['85227/65G', 'SF83/050058Z', 'SF83/50058A', '65656/91', ''])('refuses the CRO number %s', (text) => {
    expect(checkIdentifier('CRO', text, 2026)).toHaveProperty('fault')
  })

  test.each([
    ['CRN', 'X123456', true],
    ['CRN', 'x123456', true],
    ['CRN', 'XX12345', false],
    ['CRN', 'X12345', false],
    ['NATIONAL_INSURANCE_NUMBER', 'AB 12 34 56 C', true],
    ['NATIONAL_INSURANCE_NUMBER', 'AB123456E', false],
    ['NATIONAL_INSURANCE_NUMBER', 'DA123456C', false],
    ['NATIONAL_INSURANCE_NUMBER', 'AO123456C', false],
    ['NATIONAL_INSURANCE_NUMBER', 'GB123456C', false],
    ['ARREST_SUMMONS_NUMBER', '21/0000/00/000000001A', true],
    ['ARREST_SUMMONS_NUMBER', '12345', false],
    ['OTHER', 'library card 7', true],
    ['OTHER', '', false]
  ] as const)('%s "%s" is well formed: %s', (type, text, isGood) => {
    expect('value' in checkIdentifier(type, text, 2026)).toBe(isGood)
  })

  test('a fault never repeats the number', () => {
    const checked = checkIdentifier('NHS_NUMBER', '9434765918', 2026)

    expect(JSON.stringify(checked)).not.toContain('9434765918')
  })
})
