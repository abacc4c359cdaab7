import type { ReadyMade } from './ready-made.ts'

/** Questions about services, which anybody may ask. */
export const ofDirectory = (roles: readonly string[]): ReadyMade[] => [
  {
    title: 'Which drug services take a woman of 34 near Burnley, and why',
    roles,
    query: `query ServicesForSomeone($need: ID, $near: String, $facts: PersonFactsInput) {
  servicesFor(need: $need, near: $near, facts: $facts, isOpen: true) {
    edges {
      node {
        verdict
        service { name phone }
        distance
        opening { state text }
        reasons { aspect answer text }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
    variables: { need: 'substance-use', near: 'BB11', facts: { age: 34, sex: 'FEMALE', hasNoFixedAbode: true, comesBy: 'PROFESSIONAL' } }
  },
  {
    title: 'Services for a need',
    roles,
    query: `query ServicesForNeed($need: ID!) {
  services(where: { need: $need }) {
    edges {
      node {
        name
        organisation { name }
        referralRoute
        minimumAge
        phone
        opening { text }
        sites { location { town postcode } }
        assuredDate
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
    variables: { need: 'housing' }
  }
]
