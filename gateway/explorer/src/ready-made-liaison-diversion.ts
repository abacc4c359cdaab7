import type { ReadyMade } from './ready-made.ts'

const liaisonDiversion = ['ld-practitioner', 'ld-manager']

/** Questions of Liaison & Diversion, and of the courts it reports to. */
export const ofLiaisonDiversion: ReadyMade[] = [
  {
    title: 'Who is to be seen, or being supported, from Blackburn custody',
    roles: [...liaisonDiversion, 'ld-peer-support-worker'],
    query: `query BlackburnCaseload($facilityId: ID!) {
  facility(id: $facilityId) {
    name
    liaisonDiversionCaseload {
      edges {
        node {
          state
          receivedAt
          source
          person {
            id
            name { given family }
            age
            records { id identifiers { type value } }
          }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`,
    variables: { facilityId: 'LAN3' }
  },
  {
    title: 'Reports that were issued to our court',
    roles: ['court-recipient'],
    query: `query ReportsToOurCourt {
  issuedCourtReports {
    edges {
      node {
        hearingOn
        court { name }
        caseReference
        type
        purpose
        issueNumber
        isLatest
        contents
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`
  }
]
