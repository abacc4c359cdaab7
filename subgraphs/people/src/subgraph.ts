import type { RoomDefinition } from '@throughcare/kit/room'
import { readSdl } from '@throughcare/kit/sdl'
import { peopleEvents } from '@throughcare/schema/events/people'
import * as tables from '../db/tables.ts'
import type { Resolvers } from '../generated/graphql.ts'
import { createAccessLoaders } from './access/access.loader.ts'
import type { SisterSharing } from './access/access.rules.ts'
import { timeProjection } from './access/time.projection.ts'
import * as breakGlass from './break-glass/break-glass.resolvers.ts'
import { createConsentLoaders } from './consent/consent.loader.ts'
import * as consent from './consent/consent.resolvers.ts'
import type { Context } from './context.ts'
import { createDeathLoaders } from './death/death.loader.ts'
import * as death from './death/death.resolvers.ts'
import { identityRecordImporter } from './identity-record/identity-record.import.ts'
import { createIdentityRecordLoaders } from './identity-record/identity-record.loader.ts'
import * as identityRecord from './identity-record/identity-record.resolvers.ts'
import * as limitOverride from './limit-override/limit-override.resolvers.ts'
import { createLinkLoaders } from './link/link.loader.ts'
import * as link from './link/link.resolvers.ts'
import { createPersonLoaders } from './person/person.loader.ts'
import * as person from './person/person.resolvers.ts'
import { relationshipProjection } from './relationship/relationship.projection.ts'
import * as relationship from './relationship/relationship.resolvers.ts'
import { createRestrictionLoaders } from './restriction/restriction.loader.ts'
import * as restriction from './restriction/restriction.resolvers.ts'

const resolvers: Resolvers = {
  Query: { ...person.query, ...identityRecord.query, ...link.query, ...restriction.query, ...relationship.query, ...breakGlass.query, ...limitOverride.query },
  Mutation: {
    ...identityRecord.mutation,
    ...link.mutation,
    ...consent.mutation,
    ...restriction.mutation,
    ...relationship.mutation,
    ...breakGlass.mutation,
    ...limitOverride.mutation,
    ...death.mutation
  },
  Person: { ...person.person, ...consent.person, ...death.person },
  PersonSources: person.personSources,
  IdentityRecord: { ...identityRecord.identityRecord, ...restriction.identityRecord },
  IdentityRecordVersion: identityRecord.identityRecordVersion,
  Ethnicity: identityRecord.ethnicity,
  RecordLink: link.recordLink,
  FieldEvidence: link.fieldEvidence,
  LinkReview: link.linkReview,
  ConsentPosition: consent.consentPosition,
  ConsentOverride: consent.consentOverride,
  AccessLimit: restriction.accessLimit,
  RelationshipClaim: relationship.relationshipClaim,
  BreakGlassGrant: breakGlass.breakGlassGrant,
  LimitOverride: limitOverride.limitOverride,
  Death: death.death
}

const pages = ['person', 'identity-record', 'link', 'consent', 'restriction', 'relationship', 'break-glass', 'limit-override', 'death']
const sdl = pages.map((page) => new URL(`../schema/${page}.graphql`, import.meta.url))

/** The room's door, for a deployment whose sister services share on consent, or on a relationship of care to which people can object. */
export function createRoom(sharing: SisterSharing): RoomDefinition<Context> {
  const followAssignments = relationshipProjection(sharing)
  return {
    name: 'people',
    folder: new URL('..', import.meta.url),
    typeDefs: readSdl(...sdl),
    resolvers,
    tables,
    events: peopleEvents,
    follows: { 'liaison-diversion': followAssignments, reconnect: followAssignments },
    wakes: timeProjection(sharing),
    importer: identityRecordImporter,
    decidesAccess: true,
    createContext: (base) => ({
      ...base,
      sharing,
      loaders: {
        ...createAccessLoaders(base.db),
        ...createPersonLoaders(base.db),
        ...createIdentityRecordLoaders(base.db),
        ...createLinkLoaders(base.db),
        ...createConsentLoaders(base.db),
        ...createRestrictionLoaders(base.db),
        ...createDeathLoaders(base.db)
      }
    })
  }
}

/** The room's one door. */
export const room: RoomDefinition<Context> = createRoom('CONSENT')
