import { mount } from 'svelte';
import './design/styles/tokens.css';
import './design/styles/base.css';
import './design/styles/controls.css';
import './design/styles/rows.css';
import App from './App.svelte';

mount(App, { target: document.body });
