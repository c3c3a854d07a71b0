export default function App() {
  return <p>Botscope</p>;
}
