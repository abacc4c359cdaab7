import { publicRole, type Viewer } from './sign-in.ts'

const servicesInWords: Record<string, string> = { LIAISON_DIVERSION: 'Liaison & Diversion', RECONNECT: 'RECONNECT' }

/** In the order in which they are told. Scopes to write are told together. */
const scopesInWords: Record<string, string> = {
  'person:read': 'people',
  'person:location': 'addresses',
  'liaison-diversion:read': 'Liaison & Diversion episodes',
  'reconnect:read': 'RECONNECT episodes',
  'liaison-diversion:clinical': 'clinical detail',
  'liaison-diversion:peer-support': 'people assigned to them',
  'liaison-diversion:manage': 'how long worklists are',
  'reconnect:clinical': 'clinical detail',
  'reconnect:peer-support': 'people assigned to them',
  'reconnect:manage': 'how long worklists are',
  'referral:read': 'onward referrals',
  'journey:read': 'journeys',
  'court-report:read': 'court reports that were issued to it',
  'audit:read': 'the access log',
  'person:oversee': 'who saw a person',
  'access:limit': 'who is shut out of a person',
  'access:review': 'broken glass and claims of a relationship',
  'directory:read': 'places and services',
  'directory:staff': 'staff contacts'
}

const changing = /:(write|link|respond|claim|end-claim|limit|review)$/

const sisterScope: Record<string, string> = { LIAISON_DIVERSION: 'reconnect:read', RECONNECT: 'liaison-diversion:read' }

/** What a role sees, in one line for somebody who does not know scopes. */
export function describeViewer({ role, organisation, service, may }: Viewer): string {
  const sees = Object.entries(scopesInWords)
    .filter(([scope]) => may.includes(scope))
    .map(([scope, words]) => (service && scope === sisterScope[service] ? `${words} as far as they are shared` : words))
  const employer = role === publicRole.role ? '' : `Organisation ${organisation}${service ? `, ${servicesInWords[service] ?? service}` : ''}. `
  const changes = may.some((scope) => changing.test(scope)) ? ' May also record changes.' : ''
  return `${employer}Sees ${inWords([...new Set(sees)])}.${changes}`
}

function inWords(things: string[]): string {
  return new Intl.ListFormat('en-GB').format(things)
}
