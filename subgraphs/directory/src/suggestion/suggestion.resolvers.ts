import type { MutationResolvers, ServiceSuggestionResolvers } from '../../generated/graphql.ts'
import { decideSuggestion } from './decide-suggestion.ts'
import { suggestServiceChange } from './suggest-service-change.ts'

export const mutation: Pick<MutationResolvers, 'suggestServiceChange' | 'decideSuggestion'> = {
  suggestServiceChange: (_, { input }, context) => suggestServiceChange(context, input),
  decideSuggestion: (_, { input }, context) => decideSuggestion(context, input)
}

export const serviceSuggestion: ServiceSuggestionResolvers = {
  service: ({ serviceId }, _, { loaders }) => loaders.service.load(serviceId),
  changes: ({ changes }) => Object.entries(changes).map(([field, value]) => ({ field, value: JSON.stringify(value) }))
}
