import type { DuplicateSuggestionResolvers, ServiceResolvers } from '../../generated/graphql.ts'

export const service: Pick<ServiceResolvers, 'duplicateSuggestions' | 'possibleDuplicates'> = {
  duplicateSuggestions: ({ id }, _, { loaders }) => loaders.duplicates.load(id),
  possibleDuplicates: async ({ id }, _, { loaders }) => {
    const others = await loaders.duplicates.load(id)
    const rows = await Promise.all(others.map(({ otherId }) => loaders.service.load(otherId)))
    return rows.filter((row) => row !== null)
  }
}

export const duplicateSuggestion: DuplicateSuggestionResolvers = {
  service: ({ otherId }, _, { loaders }) => loaders.service.load(otherId)
}
