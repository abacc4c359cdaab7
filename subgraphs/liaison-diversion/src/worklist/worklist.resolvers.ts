import type {
  LiaisonDiversionWorklistConnectionResolvers,
  LiaisonDiversionWorklistEdgeResolvers,
  MutationResolvers,
  PlaceResolvers,
  QueryResolvers
} from '../../generated/graphql.ts'
import { allocateEpisode } from './allocate-episode.ts'
import { listReportsDue } from './list-reports-due.ts'
import { listWorklist } from './list-worklist.ts'
import { gapsOf, waitsSince } from './worklist.rules.ts'

export const query: Pick<QueryResolvers, 'liaisonDiversionWorklist' | 'courtReportsDue'> = {
  liaisonDiversionWorklist: (_, request, context) => listWorklist(context, request),
  courtReportsDue: (_, page, context) => listReportsDue(context, page)
}

export const mutation: MutationResolvers = {
  allocateEpisode: (_, { input }, context) => allocateEpisode(context, input)
}

export const place: PlaceResolvers = {
  __resolveReference: async (reference) => reference,
  liaisonDiversionWorklist: ({ facilities }, { where, ...request }, context) => {
    const ofPlace = facilities.map(({ id }) => id)
    const wanted = where?.facilityIds
    return listWorklist(context, { ...request, where: { ...where, facilityIds: wanted ? ofPlace.filter((id) => wanted.includes(id)) : ofPlace } })
  }
}

export const worklistEdge: LiaisonDiversionWorklistEdgeResolvers = {
  since: ({ list, node }) => waitsSince(list, node),
  gaps: ({ node }) => gapsOf(node)
}

export const worklistConnection: LiaisonDiversionWorklistConnectionResolvers = { total: ({ countAll }) => countAll() }
