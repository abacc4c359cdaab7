import { positionOn, type ConsentFact } from '../consent/consent.rules.ts'

type Service = 'LIAISON_DIVERSION' | 'RECONNECT'
type Grant = { audience: string; level: 'read' | 'know' | 'barred'; reason: 'CONSENT_REQUIRED' | 'OBJECTED' | null; until: string | null }

const sisterOf: Record<Service, Service> = { LIAISON_DIVERSION: 'RECONNECT', RECONNECT: 'LIAISON_DIVERSION' }

/**
 * Who may read a record of a person. Its own team may. The sister team of the same provider may know that this service is involved, and may read with
 * the person's consent as long as that runs; after an objection it is told so. Everyone else: nothing.
 */
export function decideAccess({ organisation, service }: { organisation: string; service: Service }, decisions: readonly ConsentFact[]): Grant[] {
  const sister = `team:${organisation}/${sisterOf[service]}`
  const position = positionOn('SHARE_SISTER_SERVICE', decisions)
  const own: Grant = { audience: `team:${organisation}/${service}`, level: 'read', reason: null, until: null }
  const known: Grant = { audience: sister, level: 'know', reason: position?.decision === 'OBJECTED' ? 'OBJECTED' : 'CONSENT_REQUIRED', until: null }
  if (position?.decision !== 'GIVEN') return [own, known]
  return [own, known, { audience: sister, level: 'read', reason: null, until: position.until === null ? null : endOfDay(position.until) }]
}

// The last day counts whole; 02:00 UTC the next morning is past midnight in London, summer and winter.
function endOfDay(day: string): string {
  const next = new Date(`${day}T02:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString()
}
