import { plainText } from './feed-text.rules.ts'
import { numberOf, objectsOf, type Json } from './feed-value.rules.ts'

/** What Open Referral UK 1.0 says of a service in words of its own, kept as terms: how it is come to, and what it gives. */
const ownTerms = ['attending_access', 'attending_type', 'deliverable_type']

/** A service of Open Referral UK 1.0 in the words of HSDS 3, as far as it says something that 3.0 says otherwise; any other as it is. */
export function fromOruk1(service: Json): Json {
  const terms = ownTerms.flatMap((field) => {
    const name = plainText(service[field])
    return name === null ? [] : [{ taxonomy_term: { name, taxonomy: `Open Referral UK 1.0 ${field}` } }]
  })
  const eligible = objectsOf(service.eligibilitys)
  if (terms.length === 0 && eligible.length === 0) return service
  const given = Array.isArray(service.attributes) ? (service.attributes as unknown[]) : []
  return { ...service, ...eligibilityIn(service, eligible), attributes: [...given, ...terms] }
}

/** Who may come by any of its rows: from the youngest to the oldest, without a limit where one of them has none. */
function eligibilityIn(service: Json, rows: readonly Json[]): Json {
  const told = rows.flatMap((row) => plainText(row.eligibility) ?? [])
  const limit = (field: 'minimum_age' | 'maximum_age', pick: (...ages: number[]) => number) => {
    const ages = rows.map((row) => numberOf(row[field]))
    if (plainText(service[field]) !== null) return service[field]
    return ages.length === 0 || ages.includes(null) ? null : pick(...ages.filter((age) => age !== null))
  }
  return {
    minimum_age: limit('minimum_age', Math.min),
    maximum_age: limit('maximum_age', Math.max),
    eligibility_description: plainText(service.eligibility_description) ?? ([...new Set(told)].join('; ') || null)
  }
}
