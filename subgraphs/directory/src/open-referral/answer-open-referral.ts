import type { Database } from '@throughcare/kit/db'
import { refusalOf, refuse } from '@throughcare/kit/errors'
import { isUuid } from '@throughcare/kit/ids'
import { may } from '@throughcare/kit/roles'
import type { Context } from '../context.ts'
import { findSites, type Site } from '../location/site.store.ts'
import { findNeeds, type NeedRow } from '../need/need.store.ts'
import { findOrganisations } from '../organisation/organisation.store.ts'
import { findByWords } from '../search/find-by-words.ts'
import { needTaxonomy, organisationIdOf, toFullService, toListedService, toNeedTerm, toOrganisation, toPage, toSite, toTerm, type Json } from './hsds.rules.ts'
import { findNear } from './find-near.ts'
import * as store from './open-referral.store.ts'
import { columnsOf, describePackage, toTabularRows } from './tabular.rules.ts'
import { readParameters, type Parameters, type Question } from './parameters.rules.ts'

export type OpenReferralAnswer = { status: number; body: string }

const root = {
  version: 'HSDS-UK-3.0',
  profile: 'https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md',
  openapi_url: 'https://docs.openreferraluk.org/en/latest/openapi30.json'
}

/**
 * Answers an address of the open feed (Open Referral UK 3.0, level 1 and 2, and organisations): what anybody may read, whoever asks. `path`
 * is what stands after the feed's own address.
 */
export async function answerOpenReferral(context: Context, { path, parameters }: { path: string; parameters: string }): Promise<OpenReferralAnswer> {
  may(context, 'directory:read')
  try {
    const found = await answer(context.db, path.split('/').filter(Boolean), JSON.parse(parameters) as Parameters)
    return found ? { status: 200, body: JSON.stringify(found) } : toFault(404, 'There is nothing of that name in the open feed.')
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal?.code !== 'BAD_USER_INPUT') throw error
    return toFault(400, refusal.message)
  }
}

function toFault(status: number, message: string): OpenReferralAnswer {
  return { status, body: JSON.stringify({ status, message }) }
}

async function answer(db: Database, [list, id, ...rest]: readonly string[], parameters: Parameters): Promise<Json | null> {
  if (list === undefined) return root
  if (list === 'tabular' && id === undefined) return { columns: columnsOf, description: describePackage() }
  if (rest.length > 0 || (id !== undefined && !isUuid(id))) return null
  const needs = await findNeeds(db)
  const question = readParameters(parameters, needs)
  if ('fault' in question) return refuse('BAD_USER_INPUT', question.fault)
  const lists: Record<string, { one(id: string): Promise<Json | null>; page(): Promise<Json> }> = {
    services: { one: (wanted) => service(db, wanted, needs), page: () => services(db, question, needs) },
    service_at_locations: { one: (wanted) => site(db, wanted), page: () => sites(db, question) },
    organizations: { one: (wanted) => organisation(db, wanted), page: () => organisations(db, question) },
    taxonomies: oneOf(() => taxonomies(db), question),
    taxonomy_terms: oneOf(() => terms(db, needs), question)
  }
  const asked = Object.hasOwn(lists, list) ? lists[list] : undefined
  if (!asked || id !== undefined) return asked && id !== undefined ? asked.one(id.toLowerCase()) : null
  const page = await asked.page()
  return question.isTabular ? { ...page, contents: (page.contents as Json[]).flatMap((item) => toTabularRows(list, item)) } : page
}

/** The services that the words mean, the best first: the few hundred that anybody pages through. */
async function idsOf(db: Database, { search }: Question): Promise<string[] | undefined> {
  return search === undefined ? undefined : findByWords(db, search)
}

const sliceOf = ({ page, size }: Question) => ({ offset: (page - 1) * size, limit: size })

async function service(db: Database, id: string, needs: readonly NeedRow[]): Promise<Json | null> {
  const found = await store.findPublishedService(db, id)
  return found && toFullService({ ...found, sites: openOnes(await findSites(db, [id])), needs: needsOf(found.service, needs) })
}

async function services(db: Database, question: Question, needs: readonly NeedRow[]): Promise<Json> {
  const organisationId = question.organisationId && (await ownIdOf(db, question.organisationId))
  const where = { ...question, organisationId, near: await findNear(db, question), ids: await idsOf(db, question) }
  const { rows, total } = await store.findPublishedServices(db, where, sliceOf(question))
  if (!question.isFull) return toPage(rows.map(toListedService), { total, ...question })
  const ids = rows.map((row) => row.service.id)
  const all = openOnes(await findSites(db, ids))
  const full = rows.map((row) => toFullService({ ...row, sites: all.filter((at) => at.site.serviceId === row.service.id), needs: needsOf(row.service, needs) }))
  return toPage(full, { total, ...question })
}

/** Row-level security lets staff see a refuge; the open feed does not, whoever asks. */
function openOnes(all: readonly Site[]): Site[] {
  return all.filter(({ location }) => !location.isHidden)
}

function needsOf({ needCodes }: { needCodes: readonly string[] }, needs: readonly NeedRow[]): NeedRow[] {
  return needs.filter(({ code }) => needCodes.includes(code))
}

async function site(db: Database, id: string): Promise<Json | null> {
  const found = await store.findPublishedSite(db, id)
  return found && toSite(found, toListedService(found))
}

async function sites(db: Database, question: Question): Promise<Json> {
  const near = await findNear(db, question)
  const { rows, total } = await store.findPublishedSites(db, { ...question, near, ids: await idsOf(db, question) }, sliceOf(question))
  return toPage(
    rows.map((row) => toSite(row, toListedService(row))),
    { total, ...question }
  )
}

async function organisation(db: Database, id: string): Promise<Json | null> {
  const [found] = await findOrganisations(db, [await ownIdOf(db, id)])
  return found ? toOrganisation(found) : null
}

/** The id here of an organisation that is published under a UUID. */
async function ownIdOf(db: Database, id: string): Promise<string> {
  const coded = await store.findCodedOrganisations(db)
  return coded.find((row) => organisationIdOf(row.id) === id)?.id ?? id
}

async function organisations(db: Database, question: Question): Promise<Json> {
  const { rows, total } = await store.findPublishedOrganisations(db, question, sliceOf(question))
  return toPage(rows.map(toOrganisation), { total, ...question })
}

async function terms(db: Database, needs: readonly NeedRow[]): Promise<Json[]> {
  return [...needs.map(toNeedTerm), ...(await store.findForeignTerms(db)).map(toTerm)]
}

async function taxonomies(db: Database): Promise<Json[]> {
  const named = (await store.findForeignTerms(db)).flatMap(({ taxonomyId, taxonomyName }) =>
    taxonomyId && taxonomyName ? [[taxonomyId, { id: taxonomyId, name: taxonomyName, description: taxonomyName }] as const] : []
  )
  return [needTaxonomy, ...new Map(named).values()]
}

/** A list that is short enough to be read whole. */
function oneOf(all: () => Promise<Json[]>, question: Question) {
  return {
    one: async (id: string) => (await all()).find((item) => item.id === id) ?? null,
    async page() {
      const items = await all()
      const { offset, limit } = sliceOf(question)
      return toPage(items.slice(offset, offset + limit), { total: items.length, ...question })
    }
  }
}
