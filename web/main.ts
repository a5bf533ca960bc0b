import { mount } from 'svelte';
import './design/tokens.css';
import './design/base.css';
import './design/controls.css';
import App from './app/App.svelte';

mount(App, { target: document.body });
