import type { SeenKind } from './last-seen.ts'
import { ofDirectory } from './ready-made-directory.ts'
import { ofLiaisonDiversion } from './ready-made-liaison-diversion.ts'
import { oversight } from './ready-made-oversight.ts'

/** A question that someone in one of the roles would ask. `fill` names the variable that takes what an earlier answer showed. */
export type ReadyMade = {
  title: string
  roles: readonly string[]
  query: string
  variables?: Record<string, unknown>
  fill?: { variable: string; from: SeenKind }
}

const liaisonDiversion = ['ld-practitioner', 'ld-manager']
const reconnect = ['reconnect-navigator', 'reconnect-manager']
const caseStaff = [...liaisonDiversion, ...reconnect]
const peers = ['ld-peer-support-worker', 'reconnect-peer-support-worker']
const journeyReaders = [...caseStaff, ...peers]
const everyone = [
  'public',
  ...journeyReaders,
  'court-recipient',
  'service-provider',
  'directory-editor',
  'commissioner',
  'analyst',
  'reporting-client',
  'privacy-officer'
]

export const readyMade: ReadyMade[] = [
  ...ofLiaisonDiversion,
  {
    title: 'Who is to be released from Preston in the next twelve weeks',
    roles: [...reconnect, 'reconnect-peer-support-worker'],
    query: `query ReleasesFromPreston($facilityId: ID!) {
  facility(id: $facilityId) {
    name
    releasesDue(days: 84) {
      edges {
        node {
          phase
          plannedReleaseDate
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
    variables: { facilityId: 'PNI' }
  },
  {
    title: 'Find a person by NHS number',
    roles: caseStaff,
    query: `query FindByNhsNumber($nhsNumber: String!) {
  people(where: { identifier: {
    type: NHS_NUMBER, value: $nhsNumber
  } }) {
    edges {
      node {
        id
        name { given family }
        birthDate
        records { id service sourceSystem recordedAt }
      }
    }
  }
}`,
    // The first person of every synthetic population.
    variables: { nhsNumber: '9990000018' },
    fill: { variable: 'nhsNumber', from: 'nhsNumber' }
  },
  {
    title: 'One person’s journey, and what is missing in it',
    roles: journeyReaders,
    query: `query PersonsJourney($id: ID!) {
  person(id: $id) {
    name { given family }
    age
    careGaps {
      gaps { kind since reason }
      withheld { service reason }
    }
    journey {
      withheld { service reason }
      edges {
        node {
          occurredAt
          kind
          facility { name }
          detail {
            __typename
            ... on OnwardReferral {
              status
              service { name }
            }
            ... on Withheld { reason }
          }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`,
    variables: { id: '' },
    fill: { variable: 'id', from: 'person' }
  },
  {
    title: 'One person’s episodes with both services',
    roles: caseStaff,
    query: `query PersonsEpisodes($id: ID!) {
  person(id: $id) {
    name { given family }
    consents { purpose decision until }
    liaisonDiversionEpisodes {
      withheld { service reason }
      edges {
        node {
          state
          receivedAt
          facility { name }
          screening { outcome risk }
          needs { need { label } status }
          outcome
        }
      }
    }
    reconnectEpisodes {
      withheld { service reason }
      edges {
        node {
          phase
          referredAt
          facility { name }
          plannedReleaseDate
          actualReleaseDate
          housedOnFirstNight
          goals { need { label } status }
        }
      }
    }
  }
}`,
    variables: { id: '' },
    fill: { variable: 'id', from: 'person' }
  },
  {
    title: 'Which of our referrals has nobody answered?',
    roles: caseStaff,
    query: `query SilentReferrals {
  silentReferrals {
    edges {
      node {
        sentAt
        silentSince
        need { label }
        service { name phone staffContact { name phone } }
        person { id name { given family } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`
  },
  {
    title: 'Who was referred to our services',
    roles: ['service-provider'],
    query: `query ReferralsToOurServices($organisation: String!) {
  services(where: { text: $organisation }) {
    edges {
      node {
        name
        referrals {
          edges {
            node {
              status
              sentAt
              need { label }
              person { name { given family } }
            }
          }
        }
      }
    }
  }
}`,
    variables: { organisation: 'Example Recovery Partnership' }
  },
  {
    title: 'Where a person stands on sharing',
    roles: caseStaff,
    query: `query WhereSomebodyStands($id: ID!) {
  person(id: $id) {
    isDeceased
    consentPositions { purpose standing decidedAt until isShareable overrideGround overrideUntil }
    consents { purpose decision decidedAt takenBy capacity }
    records { service sensitiveFlag { state recordedAt } }
  }
}`,
    variables: { id: '' },
    fill: { variable: 'id', from: 'person' }
  },
  ...oversight,
  ...ofDirectory(everyone),
  {
    title: 'The needs that services are listed by',
    roles: everyone,
    query: `query Needs {
  needs { code label resettlementPathway }
}`
  },
  {
    title: 'Places and their facilities',
    roles: everyone,
    query: `query PlacesAndFacilities {
  places {
    name
    force
    facilities { id name kind isOpen }
  }
}`
  },
  {
    title: 'Who am I here, and what may I do?',
    roles: everyone,
    query: `query WhoAmI {
  viewer { role organisation service may }
}`
  }
]

export function readyMadeFor(role: string): ReadyMade[] {
  return readyMade.filter(({ roles }) => roles.includes(role))
}
