declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  type GetComponent = (name: string, isContainer?: true) => import('react').ComponentType;

  /** Adds components. Swagger UI brings a React of its own, which its components are made with. */
  export type SwaggerPlugin = (system: { React: Pick<typeof import('react'), 'createElement'> }) => {
    components: Record<string, (props: { getComponent: GetComponent }) => import('react').ReactElement>;
  };

  /** Draws the document into `domNode`. */
  export default function SwaggerUI(options: {
    domNode: HTMLElement;
    spec: object;
    validatorUrl: null;
    deepLinking: boolean;
    defaultModelsExpandDepth: number;
    docExpansion: 'list' | 'full' | 'none';
    displayRequestDuration: boolean;
    plugins: SwaggerPlugin[];
    layout: string;
  }): unknown;
}
