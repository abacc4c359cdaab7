import { decideLink, mayNotBeOne, type IdentityFacts, type IdentifierFact } from './link.rules.ts'

const nhs = (value: string, isVerified = true): IdentifierFact => ({ type: 'NHS_NUMBER', value, isVerified })
const pnc = (value: string): IdentifierFact => ({ type: 'PNC', value, isVerified: false })

function facts(changes: Partial<IdentityFacts> = {}): IdentityFacts {
  return { recordId: 'r', familyName: 'Testcase', birthDate: '1990-05-04', identifiers: [nhs('9990000018')], ...changes }
}

const person = (personId: string, ...records: IdentityFacts[]) => ({ personId, records })

describe('linking by identifiers', () => {
  test('links on the same verified NHS number and date of birth', () => {
    expect(decideLink(facts(), [person('p', facts())])).toEqual({ personId: 'p', evidence: 'NHS_NUMBER' })
  })

  test('does not link on a verified NHS number when the date of birth differs', () => {
    expect(decideLink(facts(), [person('p', facts({ birthDate: '1990-05-05' }))])).toBeNull()
  })

  test('does not link on an NHS number that one side has not verified', () => {
    expect(decideLink(facts(), [person('p', facts({ identifiers: [nhs('9990000018', false)] }))])).toBeNull()
  })

  test('links on the same PNC id when the family name agrees though the date of birth does not', () => {
    const subject = facts({ identifiers: [pnc('2002/0073319Z')] })

    expect(decideLink(subject, [person('p', { ...subject, familyName: 'TESTCASE', birthDate: '1991-01-01' })])).toEqual({ personId: 'p', evidence: 'PNC' })
  })

  test('does not link on a PNC id alone', () => {
    const subject = facts({ identifiers: [pnc('2002/0073319Z')] })

    expect(decideLink(subject, [person('p', { ...subject, familyName: 'Other', birthDate: '1991-01-01' })])).toBeNull()
  })

  test('does not link when two persons would do', () => {
    expect(decideLink(facts(), [person('p', facts()), person('q', facts())])).toBeNull()
  })

  test('never links two different verified NHS numbers, even with the same PNC id, name and date of birth', () => {
    const subject = facts({ identifiers: [nhs('9990000018'), pnc('2002/0073319Z')] })
    const other = facts({ identifiers: [nhs('9990000026'), pnc('2002/0073319Z')] })

    expect(decideLink(subject, [person('p', other)])).toBeNull()
    expect(mayNotBeOne([subject], [other])).toBe(true)
  })

  test('looks at every record of the person before it joins them', () => {
    const subject = facts({ identifiers: [nhs('9990000018'), pnc('2002/0073319Z')] })
    const agreeing = facts({ identifiers: [pnc('2002/0073319Z')] })
    const contradicting = facts({ identifiers: [nhs('9990000026')] })

    expect(decideLink(subject, [person('p', agreeing, contradicting)])).toBeNull()
  })
})
