import { refuse } from './errors.ts'

/**
 * What each role may ask of the graph, as scopes. A scope names a kind of data and what is done with it;
 * the SDL says on every field which scope it wants (`@requiresScopes`). Roles are those of the design, section 4.
 */
const open = ['open']
const directoryReader = [...open, 'directory:read']
const staff = [...directoryReader, 'signed-in']

const liaisonDiversionStaff = [
  ...staff,
  'person:read',
  'person:location',
  'person:write',
  'person:link',
  'consent:write',
  'liaison-diversion:read',
  'liaison-diversion:clinical',
  'liaison-diversion:write',
  'reconnect:read',
  'reconnect:clinical',
  'referral:read',
  'referral:write',
  'signpost:write',
  'journey:read',
  'directory:staff'
]
const reconnectStaff = [
  ...staff,
  'person:read',
  'person:location',
  'person:write',
  'person:link',
  'consent:write',
  'reconnect:read',
  'reconnect:clinical',
  'reconnect:write',
  'liaison-diversion:read',
  'liaison-diversion:clinical',
  'referral:read',
  'referral:write',
  'signpost:write',
  'journey:read',
  'directory:staff'
]
/** Staff of either service, but not peer support workers, open records on their own word; managers shut colleagues out. */
const careStaff = ['access:claim', 'access:end-claim']
const manager = [...careStaff, 'access:limit']
const peerSupport = [...staff, 'person:read', 'referral:read', 'signpost:write', 'journey:read']

export const scopesOfRole = {
  'ld-practitioner': [...liaisonDiversionStaff, ...careStaff],
  'ld-manager': [...liaisonDiversionStaff, ...manager, 'liaison-diversion:manage'],
  'ld-peer-support-worker': [...peerSupport, 'liaison-diversion:read', 'liaison-diversion:peer-support'],
  'reconnect-navigator': [...reconnectStaff, ...careStaff],
  'reconnect-manager': [...reconnectStaff, ...manager, 'reconnect:manage'],
  'reconnect-peer-support-worker': [...peerSupport, 'reconnect:read', 'reconnect:peer-support'],
  'court-recipient': [...staff, 'court-report:read'],
  'service-provider': [...staff, 'person:read', 'referral:read', 'referral:respond'],
  'directory-editor': [...staff, 'directory:staff', 'directory:write'],
  commissioner: staff,
  analyst: staff,
  'reporting-client': staff,
  'privacy-officer': [...staff, 'audit:read', 'person:oversee', 'access:limit', 'access:review', 'access:end-claim'],
  public: directoryReader,
  // Machines inside the building: the gateway writes the audit, importers call the verbs of their own service, readers pull event feeds.
  'system-gateway': ['audit:write'],
  'system-importer': [
    ...open,
    'signed-in',
    'person:write',
    'person:read',
    'person:location',
    'consent:write',
    'liaison-diversion:write',
    'reconnect:write',
    'referral:write',
    'directory:write'
  ],
  'system-reader': ['feed:read'],
  // Inside one verb of `people`: compares and links records of both services. No caller ever holds it.
  'system-linker': []
} satisfies Record<string, string[]>

export type Role = keyof typeof scopesOfRole

/** The roles a person or an outside machine can sign in as; the `system-…` roles exist only inside the building. */
export const signInRoles = (Object.keys(scopesOfRole) as Role[]).filter((role) => !role.startsWith('system-') && role !== 'public')

/** True when the role holds every scope of at least one of the alternatives. No alternatives: nobody. */
export function roleHolds(role: Role, alternatives: readonly (readonly string[])[]): boolean {
  const scopes: readonly string[] = scopesOfRole[role] ?? []
  return alternatives.some((scopesWanted) => scopesWanted.every((scope) => scopes.includes(scope)))
}

/** Step one of every verb: refuses unless the caller's role holds the scope. */
export function may(context: { principal: { role: Role } }, scope: string): void {
  if (!roleHolds(context.principal.role, [[scope]])) refuse('FORBIDDEN', `Your role, ${context.principal.role}, may not do this.`)
}
