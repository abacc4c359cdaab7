import { inTransaction, withRole, type Database } from '@throughcare/kit/db'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import { findSites } from '../location/site.store.ts'
import { findNeeds } from '../need/need.store.ts'
import { findOrganisations } from '../organisation/organisation.store.ts'
import { findService } from '../service/service.store.ts'
import { alteredLink, reasonOf, stateOfLink, unknownLink, type LinkState } from './confirmation.rules.ts'
import { findConfirmationLink } from './confirmation-link.store.ts'
import { tellEntry, type Told } from './entry.rules.ts'
import { readLink } from './sign-link.ts'

/** What the page behind a link shows. `entry` is there only while the link confirms it. */
export type ConfirmationPage = { state: LinkState | 'UNKNOWN' | 'ALTERED'; reason: string | null; name: string | null; expiresAt: string | null; entry: Told[] }

const nothingToShow = { name: null, expiresAt: null, entry: [] }
const unknown: ConfirmationPage = { state: 'UNKNOWN', reason: unknownLink, ...nothingToShow }
const altered: ConfirmationPage = { state: 'ALTERED', reason: alteredLink, ...nothingToShow }

/** What a link would confirm, as the public reads it. Nothing is written, so a mail scanner that looks uses nothing up. */
export async function showConfirmation(context: Context, secret: string): Promise<ConfirmationPage> {
  may(context, 'directory:read')
  const signed = await readLink(context.linkKey, secret)
  if (!signed) return altered
  return inTransaction(context, async (tx) => {
    const link = await withRole(tx, 'directory-editor', () => findConfirmationLink(tx, signed.id))
    const service = link && (await findService(tx, link.serviceId))
    if (!link || !service) return unknown
    const state = stateOfLink({ ...link, ...signed }, service, context.clock.now())
    return {
      state,
      reason: reasonOf[state],
      name: service.name,
      expiresAt: signed.expiresAt.toISOString(),
      entry: state === 'OPEN' ? await readEntry(tx, service) : []
    }
  })
}

async function readEntry(db: Database, service: Parameters<typeof tellEntry>[0]['service']): Promise<Told[]> {
  const [organisation] = service.organisationId ? await findOrganisations(db, [service.organisationId]) : []
  const [sites, needs] = [await findSites(db, [service.id]), await findNeeds(db)]
  // Row-level security keeps a refuge from the public; whoever holds a link is told no more.
  const open = sites.filter(({ location }) => !location.isHidden)
  return tellEntry({ service, organisation: organisation?.name ?? null, sites: open, needs: needs.filter(({ code }) => service.needCodes.includes(code)) })
}
