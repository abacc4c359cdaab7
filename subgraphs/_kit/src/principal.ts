import { z } from 'zod'
import { scopesOfRole, type Role } from './roles.ts'

/** The two sister services, and the service of nobody in particular. */
export const services = ['LIAISON_DIVERSION', 'RECONNECT'] as const
export type Service = (typeof services)[number]

export const principalShape = z.object({
  /** The person or machine, as its issuer names it. */
  subject: z
    .string()
    .min(1)
    .max(200)
    // Settings are lists of lines: a subject with a line of its own would name another audience.
    .regex(/^\P{C}+$/u),
  issuer: z.string().min(1).max(300),
  /** ODS code of the organisation that employs the subject. */
  organisation: z.string().regex(/^[\w-]{1,36}$/),
  role: z.enum(Object.keys(scopesOfRole) as [Role, ...Role[]]),
  service: z.enum(services).nullable(),
  /** Why the data are wanted: 'care', 'management', 'administration', 'public'. */
  purpose: z.string().min(1).max(40)
})

/** Who is asking. Outside tokens end at the gateway; inside, this travels, signed. */
export type Principal = z.infer<typeof principalShape>

export const publicPrincipal: Principal = {
  subject: 'public',
  issuer: 'throughcare',
  organisation: 'PUBLIC',
  role: 'public',
  service: null,
  purpose: 'public'
}

/** A named machine inside the building; `subject` says which one. */
export function systemPrincipal(role: Extract<Role, `system-${string}`>, subject: string): Principal {
  return { subject, issuer: 'throughcare', organisation: 'SYSTEM', role, service: null, purpose: 'administration' }
}

/** The name under which records are opened to a team: one service of one organisation, never the service at large. */
export function teamAudience(organisation: string, service: Service): string {
  return `team:${organisation}/${service}`
}

/** The names under which records may have been opened to this principal, most specific first. */
export function audiencesOf(principal: Principal): string[] {
  const isPeer = principal.role.endsWith('peer-support-worker')
  const team = principal.service && !isPeer ? [teamAudience(principal.organisation, principal.service)] : []
  return [`subject:${principal.subject}`, ...team, `organisation:${principal.organisation}`]
}
