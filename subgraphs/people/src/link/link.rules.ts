export type IdentifierFact = { type: 'NHS_NUMBER' | 'PRISON_NUMBER' | 'PNC'; value: string; isVerified: boolean }

/** What linking compares. */
export type IdentityFacts = { recordId: string; familyName: string; birthDate: string; identifiers: IdentifierFact[] }

export type CandidatePerson = { personId: string; records: IdentityFacts[] }

export type LinkDecision = { personId: string; evidence: 'NHS_NUMBER' | 'PRISON_NUMBER' | 'PNC' } | null

/**
 * Which person a record belongs to on the strength of its identifiers, or null: a new person. One identifier alone never links — a date
 * of birth (for a verified NHS number) or a date of birth or family name (for police and prison numbers) must agree as well; and where
 * two persons would do, neither does. Order of evidence as in the NHS cross-check trace and HMPPS person matching.
 */
export function decideLink(subject: IdentityFacts, candidates: readonly CandidatePerson[]): LinkDecision {
  const links = candidates.flatMap((candidate) => {
    if (mayNotBeOne([subject], candidate.records)) return []
    const evidence = candidate.records.map((record) => evidenceBetween(subject, record)).find((found) => found !== null)
    return evidence ? [{ personId: candidate.personId, evidence }] : []
  })
  const [only, second] = links
  return only && !second ? only : null
}

function evidenceBetween(one: IdentityFacts, other: IdentityFacts): 'NHS_NUMBER' | 'PRISON_NUMBER' | 'PNC' | null {
  const sameBirthDate = one.birthDate === other.birthDate
  const sameFamilyName = one.familyName.toLowerCase() === other.familyName.toLowerCase()
  for (const identifier of one.identifiers) {
    const match = other.identifiers.find(({ type, value }) => type === identifier.type && value === identifier.value)
    if (!match) continue
    if (identifier.type === 'NHS_NUMBER' && identifier.isVerified && match.isVerified && sameBirthDate) return 'NHS_NUMBER'
    if (identifier.type !== 'NHS_NUMBER' && (sameBirthDate || sameFamilyName)) return identifier.type
  }
  return null
}

/** True when the two sets of records hold different verified NHS numbers: they are two people, whoever says otherwise. */
export function mayNotBeOne(ones: readonly IdentityFacts[], others: readonly IdentityFacts[]): boolean {
  const numbers = new Set(
    [...ones, ...others].flatMap(({ identifiers }) =>
      identifiers.filter(({ type, isVerified }) => type === 'NHS_NUMBER' && isVerified).map(({ value }) => value)
    )
  )
  return numbers.size > 1
}
