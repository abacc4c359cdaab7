import { readPage, toConnection } from '@throughcare/kit/page'
import type {
  FieldEvidenceResolvers,
  FieldOutcome,
  LinkReviewResolvers,
  MutationResolvers,
  QueryResolvers,
  RecordLinkResolvers
} from '../../generated/graphql.ts'
import { decideLink } from './decide-link.ts'
import { findLinkReviews } from './find-link-reviews.ts'
import type { Context } from '../context.ts'
import type { LinkReviewRow } from './link-review.store.ts'
import type { LinkRow } from './link.store.ts'
import { showEvidence } from './show-evidence.ts'
import { unlinkRecord } from './unlink-record.ts'

export const query: Pick<QueryResolvers, 'linkReviews'> = {
  linkReviews: async (_, pageArguments, context) => {
    const page = readPage(pageArguments)
    return toConnection(await findLinkReviews(context, page), page, ({ weight, id }) => [String(weight), id])
  }
}

export const mutation: Pick<MutationResolvers, 'decideLink' | 'unlinkRecord'> = {
  decideLink: (_, { input }, context) => decideLink(context, input),
  unlinkRecord: (_, { input }, context) => unlinkRecord(context, input)
}

/** Of a link it is not kept with which record of the person it was weighed, so it may be any that the person has. */
const showLink = (link: LinkRow, context: Context) =>
  showEvidence(context, link, async () => {
    const person = await context.loaders.person.load(link.personId)
    return person && [link.recordId, ...person.recordIds]
  })

const showReview = (review: LinkReviewRow, context: Context) => showEvidence(context, review, async () => [review.recordId, review.otherRecordId])

export const recordLink: RecordLinkResolvers = {
  weight: async (link, _, context) => (await showLink(link, context)).weight,
  evidence: async (link, _, context) => (await showLink(link, context)).evidence,
  person: ({ personId }, _, { loaders }) => loaders.person.load(personId),
  reason: async ({ decisionId }, _, { loaders }) => (decisionId ? ((await loaders.decision.load(decisionId))?.reason ?? null) : null)
}

export const fieldEvidence: FieldEvidenceResolvers = {
  outcome: ({ outcome }) => outcome.toUpperCase() as FieldOutcome
}

export const linkReview: LinkReviewResolvers = {
  weight: async (review, _, context) => (await showReview(review, context)).weight ?? review.weight,
  evidence: async (review, _, context) => (await showReview(review, context)).evidence,
  identityRecord: ({ recordId }, _, { loaders }) => loaders.record.load(recordId),
  otherIdentityRecord: ({ otherRecordId }, _, { loaders }) => loaders.record.load(otherRecordId),
  because: ({ reviewReason }) => (reviewReason === 'DIFFERENT_VERIFIED_NHS_NUMBERS' || reviewReason === 'TWINS' ? 'DISAGREES' : (reviewReason ?? 'BETWEEN')),
  preview: async ({ recordId, otherRecordId }, _, { loaders }) => {
    const [ones, others] = await Promise.all([loaders.companions.load(recordId), loaders.companions.load(otherRecordId)])
    return { records: ones.length + others.length, moved: Math.min(ones.length, others.length) }
  }
}
