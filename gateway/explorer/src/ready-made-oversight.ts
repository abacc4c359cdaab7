import type { ReadyMade } from './ready-made.ts'

/** What a privacy officer asks. */
export const oversight: ReadyMade[] = [
  {
    title: 'Who saw a person’s record',
    roles: ['privacy-officer'],
    query: `query WhoSawRecord($identityRecordId: ID!) {
  accessLog(identityRecordId: $identityRecordId) {
    edges {
      node { at subject role organisation purpose operationName }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
    variables: { identityRecordId: '' },
    fill: { variable: 'identityRecordId', from: 'identityRecord' }
  },
  {
    title: 'What waits for the privacy officer',
    roles: ['privacy-officer'],
    query: `query PrivacyQueue {
  breakGlassReviews(first: 25) {
    edges {
      node { id version recordedAt until subject organisation service reasonCode explanation identityRecordId }
    }
    pageInfo { hasNextPage endCursor }
  }
  limitOverrideRequests(first: 25) {
    edges {
      node { id version recordedAt subject organisation service reasonCode explanation identityRecordId }
    }
    pageInfo { hasNextPage endCursor }
  }
  relationshipClaims(first: 25) {
    edges {
      node { recordedAt isInForce subject organisation service reason identityRecordId }
    }
    pageInfo { hasNextPage endCursor }
  }
}`
  },
  {
    title: 'Who changed a person’s record',
    roles: ['privacy-officer'],
    query: `query WhoChangedRecord($identityRecordId: ID!) {
  changeLog(identityRecordId: $identityRecordId) {
    at
    action
    subject
    role
  }
}`,
    variables: { identityRecordId: '' },
    fill: { variable: 'identityRecordId', from: 'identityRecord' }
  }
]
