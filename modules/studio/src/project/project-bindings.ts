import { bind, type Module } from '@holdfast/kernel/module'
import { projectRoutes } from '../contract.ts'
import type { StudioContext, StudioParts } from '../parts.ts'
import { changeProject } from './change-project.ts'
import { createProject } from './create-project.ts'
import { deleteProject } from './delete-project.ts'
import { listEdits } from './list-edits.ts'
import { listProjects } from './list-projects.ts'
import { showProject } from './show-project.ts'
import { startMix } from './start-mix.ts'

export function projectBindings(parts: Pick<StudioParts, 'credits' | 'limits'>): Module['routes'] {
  return [
    bind(projectRoutes.createProject, createProject),
    bind(projectRoutes.listProjects, listProjects),
    bind(projectRoutes.showProject, showProject),
    bind(projectRoutes.changeProject, changeProject),
    bind(projectRoutes.deleteProject, deleteProject),
    bind(projectRoutes.listEdits, listEdits),
    bind(projectRoutes.startMix, (ctx: StudioContext, input: Parameters<typeof startMix>[1]) =>
      startMix(ctx, input, parts),
    ),
  ]
}
