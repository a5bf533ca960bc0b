import { createContext } from 'svelte';
import { may, type ProjectProcedure } from '../../domain/contract/permissions.ts';
import type { AgentId, ConversationId, ProjectId } from '../../domain/ids.ts';
import type { Role } from '../../domain/project/roles.ts';
import type { SavedReply } from '../../domain/saved-replies/saved-reply.ts';
import type { Client } from '../live/client.ts';
import { Inbox } from './inbox.svelte.ts';
import { Toasts } from './toasts.svelte.ts';
import { Clock } from './clock.svelte.ts';
import { customerName } from './customer-name.ts';
import { conversationPath, FIRST_LANE, listPath } from './routes.ts';
import { Commands } from '../keys/commands.svelte.ts';
import { AfterClose } from './after-close.svelte.ts';
import { BulkActs } from './list/bulk-acts.svelte.ts';
import { DensityChoice } from './list/density.svelte.ts';
import { DraftsHere } from './drafts-here.svelte.ts';
import { Selection } from './list/selection.svelte.ts';
import { Projects } from './projects.svelte.ts';
import { Connection } from '../live/connection.svelte.ts';
import type { Router } from './router.svelte.ts';
import type { Me, Session } from './session.svelte.ts';
import { Tags } from '../triage/tags.svelte.ts';
import { Team } from './team.svelte.ts';
import { TeamNotices } from '../live/team-notices.ts';
import { Views } from '../live/views.svelte.ts';
import { PageVisibility } from '../live/page-visibility.svelte.ts';

interface Deps {
  client: Client;
  router: Router;
  session: Session;
  me: Me;
  projectId: ProjectId;
}

/** Everything a signed-in agent's screens share, for one project. */
export class AppContext {
  readonly client: Client;
  readonly router: Router;
  readonly session: Session;
  readonly projectId: ProjectId;
  readonly clock = new Clock();
  readonly visibility = new PageVisibility();
  readonly toasts = new Toasts();
  /** For whoever has a sentence to say, and nothing to undo. */
  readonly announcer: Pick<Toasts, 'say' | 'speak'> = this.toasts;
  readonly selection = new Selection();
  readonly drafts = new DraftsHere();
  readonly density = new DensityChoice();
  readonly commands = new Commands();
  readonly afterClose: AfterClose;
  readonly bulk: BulkActs;
  readonly connection: Connection;
  readonly inbox: Inbox;
  readonly projects: Projects;
  readonly team: Team;
  readonly tags: Tags;
  readonly views: Views;
  readonly notices: TeamNotices;
  helpOpen = $state(false);
  paletteOpen = $state(false);
  /** Puts a saved reply where a reply is being written; null: nowhere. */
  insertSaved = $state.raw<((reply: SavedReply) => void) | null>(null);
  /** How often the settings were saved here: what was wrong may be right since. */
  settingsSaved = $state(0);

  constructor(private readonly deps: Deps) {
    this.client = deps.client;
    this.router = deps.router;
    this.session = deps.session;
    this.projectId = deps.projectId;
    this.connection = new Connection(() => void deps.session.load(deps.client));
    this.team = new Team(deps);
    this.bulk = new BulkActs(deps);
    this.tags = new Tags(deps);
    this.projects = new Projects(deps);
    this.views = new Views(deps);
    this.notices = new TeamNotices({
      ...deps,
      agentId: deps.me.agent.id,
      nameOf: customerName,
      open: ({ id }) => void deps.router.go(conversationPath(id, FIRST_LANE)),
    });
    this.inbox = new Inbox({
      ...deps,
      agentId: deps.me.agent.id,
      connection: this.connection,
      teamChanged: () => this.teamChanged(),
      tagsChanged: () => void this.tags.load(),
      viewsChanged: () => void this.views.load(),
      unreadElsewhere: (projects) => this.projects.take(projects),
      changed: (row) => {
        this.notices.hear(row);
        this.views.changed();
      },
      bulk: (progress) => this.bulk.take(progress),
    });
    this.afterClose = new AfterClose(this);
  }

  /** @returns how to stop. */
  start(): () => void {
    this.notices.load();
    const stops = [
      ...[this.clock.start(), this.visibility.start(), this.inbox.follow(), this.projects.follow()],
      ...[this.drafts.follow(), () => this.views.stop()],
    ];
    return () => stops.forEach((stop) => stop());
  }

  /** Whether the signed-in agent's role in this project allows it; the api decides. */
  may(procedure: ProjectProcedure): boolean {
    return this.role !== undefined && may(this.role, procedure);
  }

  /** As they are now: names and roles may have changed since this page was opened. */
  get me(): Me {
    const { standing } = this.session;
    return standing.is === 'in' ? standing.me : this.deps.me;
  }

  get role(): Role | undefined {
    return this.me.projects.find(({ id }) => id === this.projectId)?.role;
  }

  /** Shows another project; false when what is unsaved here keeps its page. */
  async switchTo(id: ProjectId, to = '/'): Promise<boolean> {
    await this.router.go(to);
    if (this.router.url.pathname !== to) return false;
    this.session.chooseProject(id);
    return true;
  }

  /** Whoever marks what they read leaves it, or it would be read again. */
  async markUnread(id: ConversationId): Promise<void> {
    if (this.inbox.open === id) await this.router.go(listPath(this.inbox.query));
    await this.bulk.markUnread([id]);
  }

  nameOf(id: AgentId): string {
    if (id === this.me.agent.id) return 'You';
    return this.team.nameOf(id) ?? 'Somebody';
  }

  /** The stream says so whenever it begins, after every change, and when it ends because its agent was removed. */
  private teamChanged(): void {
    void this.team.load();
    void this.views.load();
    void this.projects.load();
    void this.session.load(this.client);
  }
}

export const [useAppContext, provideAppContext] = createContext<AppContext>();
