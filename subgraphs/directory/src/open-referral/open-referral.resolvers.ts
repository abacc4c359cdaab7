import type { QueryResolvers } from '../../generated/graphql.ts'
import { answerOpenReferral } from './answer-open-referral.ts'

export const query: Pick<QueryResolvers, 'openReferral'> = {
  openReferral: async (_, asked, context) => {
    const { status, body } = await answerOpenReferral(context, asked)
    return `${status}\n${body}`
  }
}
