import { GraphQLError, isInterfaceType, isObjectType, type GraphQLSchema, type ValidationContext, type ValidationRule } from 'graphql'

/**
 * Refuses an alias that is the name of another field of the same type. The planner lets keys and the client's fields share response
 * names, so such an alias would be sent to a room as a key (apollographql/federation#3036). `supergraph` holds the hidden keys too.
 */
export function aliasesNameNoOtherField(supergraph: GraphQLSchema): ValidationRule {
  return (context: ValidationContext) => ({
    Field(node) {
      const parent = context.getParentType()
      if (!node.alias || !parent || node.alias.value === node.name.value) return
      const whole = supergraph.getType(parent.name)
      if ((isObjectType(whole) || isInterfaceType(whole)) && node.alias.value in whole.getFields()) {
        context.reportError(new GraphQLError('An alias here is the name of another field of the same type. Choose another alias.', { nodes: node }))
      }
    }
  })
}
