import { Button } from '@mantine/core';
import { IconBug } from '@tabler/icons-react';
import i18next from 'i18next';
import { Component, type ReactNode } from 'react';
import { Empty } from '../ui/Empty';

/** Keeps one broken screen from taking the window with it. */
export class Boundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <Empty icon={IconBug} title={i18next.t('common.wentWrong')} text={error.message}>
        <Button onClick={() => this.setState({ error: null })}>{i18next.t('common.reload')}</Button>
      </Empty>
    );
  }
}
