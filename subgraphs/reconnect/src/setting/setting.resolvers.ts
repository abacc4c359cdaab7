import type { QueryResolvers } from '../../generated/graphql.ts'
import { showSettings } from './setting.rules.ts'

export const query = {
  reconnectSettings: (_, __, { settings }) => showSettings(settings)
} satisfies QueryResolvers
