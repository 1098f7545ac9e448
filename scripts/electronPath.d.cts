/** Types of electronPath.cjs; its documentation is there. */
interface FoundElectron {
  kind: 'override' | 'official' | 'fallback';
  dist: string;
  executablePath: string;
}

declare const electronPath: {
  readonly FALLBACK_VERSION: string;
  findElectron(base?: string, env?: NodeJS.ProcessEnv): FoundElectron | undefined;
  readonly root: string;
  readonly executablePath: string;
  readonly dist: string;
  readonly isFallback: boolean;
  readonly launchArgs: string[];
  readonly env: Record<string, string>;
};

export = electronPath;
