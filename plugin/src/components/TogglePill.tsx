import { Button } from '@grafana/ui';

interface TogglePillProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onToggle: () => void;
}

/** A filter of one click. */
export function TogglePill({ label, isOn, onToggle }: TogglePillProps) {
  return (
    <Button
      variant={isOn ? 'primary' : 'secondary'}
      fill="outline"
      aria-pressed={isOn}
      onClick={onToggle}
      {...(isOn ? { icon: 'check' } : {})}
    >
      {label}
    </Button>
  );
}
