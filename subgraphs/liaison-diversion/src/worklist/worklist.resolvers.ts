import type {
  LiaisonDiversionCaseloadResolvers,
  LiaisonDiversionWorklistConnectionResolvers,
  LiaisonDiversionWorklistEdgeResolvers,
  MutationResolvers,
  PlaceResolvers,
  QueryResolvers
} from '../../generated/graphql.ts'
import { allocateEpisode } from './allocate-episode.ts'
import { listCaseloads } from './list-caseloads.ts'
import { listReportsDue } from './list-reports-due.ts'
import { listUnmetNeeds } from './list-unmet-needs.ts'
import { listWorklist, type WorklistFilter } from './list-worklist.ts'
import { gapsOf, waitsSince } from './worklist.rules.ts'

export const query: Pick<QueryResolvers, 'liaisonDiversionWorklist' | 'liaisonDiversionCaseloads' | 'courtReportsDue' | 'unmetNeeds'> = {
  liaisonDiversionWorklist: (_, request, context) => listWorklist(context, request),
  liaisonDiversionCaseloads: (_, request, context) => listCaseloads(context, request),
  courtReportsDue: (_, request, context) => listReportsDue(context, request),
  unmetNeeds: (_, request, context) => listUnmetNeeds(context, request)
}

export const mutation: MutationResolvers = {
  allocateEpisode: (_, { input }, context) => allocateEpisode(context, input)
}

export const place: PlaceResolvers = {
  __resolveReference: async (reference) => reference,
  liaisonDiversionWorklist: ({ facilities }, request, context) => listWorklist(context, within(facilities, request)),
  courtReportsDue: ({ facilities }, request, context) => listReportsDue(context, within(facilities, request)),
  unmetNeeds: ({ facilities }, request, context) => listUnmetNeeds(context, within(facilities, request))
}

/** A request limited to the facilities of a place. */
function within<Request extends { where?: WorklistFilter | null }>(facilities: readonly { id: string }[], request: Request): Request {
  const ofPlace = facilities.map(({ id }) => id)
  const wanted = request.where?.facilityIds
  return { ...request, where: { ...request.where, facilityIds: wanted ? ofPlace.filter((id) => wanted.includes(id)) : ofPlace } }
}

export const worklistEdge: LiaisonDiversionWorklistEdgeResolvers = {
  since: ({ list, node }) => waitsSince(list, node),
  gaps: ({ node }) => gapsOf(node)
}

export const caseload: LiaisonDiversionCaseloadResolvers = {
  facility: ({ by, key }) => (by === 'FACILITY' ? { __typename: 'Facility', id: key } : null),
  worker: ({ by, key }) => (by === 'WORKER' ? key : null)
}

export const worklistConnection: LiaisonDiversionWorklistConnectionResolvers = { total: ({ countAll }) => countAll() }
