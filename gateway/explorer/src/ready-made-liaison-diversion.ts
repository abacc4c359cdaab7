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
          setting
          person {
            id
            name { given family }
            age
            isDeceased
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
    title: 'Whom do I support?',
    roles: ['ld-peer-support-worker'],
    query: `query WhomDoISupport {
  peerSupportCaseload {
    edges {
      node {
        state
        followUpDueOn
        person { id name { given family } }
        contacts { contactAt mechanism attendance isPeerSupport }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`
  },
  {
    title: 'Who is in custody now, and has not been seen?',
    roles: liaisonDiversion,
    query: `query InCustodyUnseen {
  liaisonDiversionWorklist(list: IN_CUSTODY_UNSEEN) {
    edges {
      since
      node {
        facility { name place { name } }
        offenceGroup
        ageAtReferral
        cohorts
        person { id name { given family } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`
  },
  {
    title: 'Assessments that are due, in Preston',
    roles: liaisonDiversion,
    query: `query AssessmentsDue($place: ID!) {
  place(id: $place) {
    name
    liaisonDiversionWorklist(list: ASSESSMENTS_DUE) {
      edges {
        since
        node {
          worker
          facility { name }
          screening { risk urgency }
          person { id name { given family } }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`,
    variables: { place: 'preston' }
  },
  {
    title: 'Court reports that are due, the next hearing first',
    roles: liaisonDiversion,
    query: `query CourtReportsDue {
  courtReportsDue {
    edges {
      node {
        hearingOn
        isOverdue
        court { name }
        type
        purpose
        episode { id worker person { id name { given family } } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`
  },
  {
    title: 'Which needs did nobody answer?',
    roles: liaisonDiversion,
    query: `query UnmetNeeds {
  unmetNeeds {
    edges {
      node {
        need { label }
        identifiedAt
        episode {
          worker
          facility { name }
          person { id name { given family } }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`
  },
  {
    title: 'How many people does each of us work with?',
    roles: ['ld-manager'],
    query: `query CaseloadsOfWorkers {
  liaisonDiversionCaseloads(by: WORKER) {
    edges { node { worker total } }
    pageInfo { hasNextPage endCursor }
  }
  liaisonDiversionWorklist(list: CASELOAD, where: { isAllocated: false }, first: 1) { total }
}`
  },
  {
    title: 'How many of our episodes lack what reports need?',
    roles: ['ld-manager'],
    query: `query DataQuality {
  liaisonDiversionWorklist(list: DATA_QUALITY) {
    total
    edges {
      gaps
      node { id receivedAt facility { name } worker }
    }
    pageInfo { hasNextPage endCursor }
  }
}`
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
        withdrawnAt
        withdrawalReason
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`
  }
]
