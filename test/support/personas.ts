import { demoRoles } from '@throughcare/gateway/demo-issuer'
import type { Principal } from '@throughcare/kit/principal'
import type { Role } from '@throughcare/kit/roles'

/** A member of staff in a role, as the demo has them; changed where a test wants someone else. */
export function persona(role: Role, changes: Partial<Principal> = {}): Principal {
  const demo = demoRoles.find((demoRole) => demoRole.role === role)
  if (!demo) throw new Error(`There is no demo role ${role}.`)
  return { ...demo.principal, issuer: 'test', role, ...changes }
}

export const practitioner = persona('ld-practitioner')
export const navigator = persona('reconnect-navigator')

/** The same role in another organisation: sees nothing of ours. */
export function stranger(role: Role): Principal {
  return persona(role, { subject: `stranger-${role}`, organisation: 'RXX' })
}
