namespace Intervene.Reports.Html;

/// <summary>The page's style: light and dark, wide and narrow, screen and paper.</summary>
internal static class Stylesheet
{
    public const string Css = """
        :root{color-scheme:light dark;--paper:#fbfbf9;--sheet:#ffffff;--ink:#1b1e24;--soft:#5f6672;--line:#e2e4e8;--accent:#3056d3;--good:#0b7a4b;--goodbg:#e8f6ee;
          --bad:#b42318;--badbg:#fdeeec;--code:#f3f4f6;--serif:"Iowan Old Style","Palatino Linotype",Palatino,Charter,Georgia,serif;
          --sans:ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;--mono:ui-monospace,"SF Mono","Cascadia Code",Menlo,Consolas,"DejaVu Sans Mono",monospace}
        @media (prefers-color-scheme:dark){:root{--paper:#101216;--sheet:#16181d;--ink:#e9ebee;--soft:#a3a9b4;--line:#2d3138;--accent:#8fa8ff;--good:#6fd3a4;
          --goodbg:#12291f;--bad:#ff9b92;--badbg:#331a18;--code:#1e2127}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 var(--sans);font-variant-numeric:tabular-nums;font-feature-settings:"tnum"}
        header,main{max-width:72rem;margin:0 auto;padding:0 1.5rem}
        header{padding-top:3.5rem}
        h1,h2{font-family:var(--serif);font-weight:600;line-height:1.15;letter-spacing:-.01em;text-wrap:balance}
        h1{font-size:clamp(2rem,5vw,3rem);margin:.2rem 0 .6rem;overflow-wrap:anywhere}
        h2{font-size:1.75rem;margin:0 0 1.2rem}
        h3{font-size:.8rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);margin:1.6rem 0 .5rem}
        .kicker{margin:0;color:var(--accent);font-size:.8rem;font-weight:600;letter-spacing:.08em;text-transform:uppercase}
        .lead{font-size:1.15rem;color:var(--soft);max-width:44rem;margin:0 0 2rem;overflow-wrap:anywhere}
        .note{color:var(--soft);max-width:44rem}
        .none{color:var(--soft);font-style:italic}
        nav{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;padding:1rem 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
        a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
        section{padding:2.8rem 0 .6rem;scroll-margin-top:1rem}
        .cards{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:1rem;padding:0;margin:0 0 2rem}
        .cards li{background:var(--sheet);border:1px solid var(--line);border-radius:10px;padding:1.1rem 1.2rem}
        .cards strong{display:block;font:600 2rem/1.1 var(--serif);margin-bottom:.4rem;font-variant-numeric:tabular-nums lining-nums}
        .cards span{display:block;color:var(--soft);font-size:.9rem;line-height:1.45}
        figure{margin:0 0 2rem;background:var(--sheet);border:1px solid var(--line);border-radius:10px;padding:1.3rem 1.4rem}
        figure>svg,.panels svg{display:block;width:100%;height:auto}
        figure>svg{max-width:52rem}
        figcaption{color:var(--soft);font-size:.9rem;line-height:1.55;max-width:50rem;margin-top:1rem}
        .panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(19rem,100%),1fr));gap:1.6rem 1.4rem}
        .panels.two{grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr))}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.3rem;padding:0;margin:0 0 1.2rem;font-size:.9rem}
        .legend li{display:inline-flex;align-items:center;gap:.45rem;overflow-wrap:anywhere}.legend svg{flex:none}
        .scroll{overflow-x:auto;outline-offset:4px}
        table{border-collapse:collapse;width:100%;font-size:.93rem;line-height:1.4}
        caption{text-align:left;font-weight:600;padding:0 0 .7rem;font-size:1rem}
        th,td{text-align:left;padding:.5rem 1.1rem .5rem 0;vertical-align:baseline;border-bottom:1px solid var(--line)}
        th:last-child,td:last-child{padding-right:0}
        thead th{color:var(--soft);font-weight:500;font-size:.82rem;vertical-align:bottom}
        tbody th{font-weight:500}
        tbody tr:last-child>*{border-bottom:0}
        .n+:not(.n){padding-left:1rem}
        .n{text-align:right;white-space:nowrap}thead .n{white-space:normal}
        small{color:var(--soft);font-size:.84em}
        details.card{background:var(--sheet);border:1px solid var(--line);border-radius:10px;margin:0 0 .8rem;padding:0 1.3rem}
        details.card[open]{padding-bottom:1.2rem}
        summary{cursor:pointer;padding:.85rem 0;display:flex;flex-wrap:wrap;align-items:center;gap:.4rem .8rem;list-style:none;overflow-wrap:anywhere}
        summary::-webkit-details-marker{display:none}
        summary::before{content:"▸";color:var(--soft);width:.8rem}details[open]>summary::before{content:"▾"}
        .tag{font-size:.78rem;color:var(--soft);border:1px solid var(--line);border-radius:99px;padding:.05rem .6rem;white-space:nowrap;font-family:var(--sans);
          text-transform:none;letter-spacing:0;font-weight:400}
        code,pre{font-family:var(--mono);font-size:.86rem}
        pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.5;unicode-bidi:plaintext}
        details>pre{background:var(--code);border-radius:8px;padding:.8rem 1rem;max-height:28rem;overflow:auto}
        .meta{color:var(--soft);font-size:.9rem;margin:.6rem 0;overflow-wrap:anywhere}
        .steps{list-style:none;padding:0;margin:0;border:1px solid var(--line);border-radius:8px;overflow:hidden}
        .steps li{display:grid;grid-template-columns:2.2rem 1fr auto;gap:.6rem;align-items:baseline;padding:.5rem .9rem;border-top:1px solid var(--line);border-left:4px solid transparent}
        .steps li:first-child{border-top:0}
        .no{color:var(--soft);font-size:.8rem;text-align:right}
        .wrong{background:var(--badbg);border-left-color:var(--bad)!important}.wrong pre{text-decoration:line-through;text-decoration-color:var(--bad)}.wrong .tag{color:var(--bad);border-color:currentColor}
        .patch{background:var(--goodbg);border-left-color:var(--good)!important}.patch .tag{color:var(--good);border-color:currentColor}
        .after pre,.after .no{color:var(--soft);opacity:.75}
        dl{margin:0}
        .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(22rem,100%),1fr));gap:0 2rem;font-size:.9rem}
        .facts div{display:flex;justify-content:space-between;gap:1rem;border-bottom:1px solid var(--line);padding:.35rem 0}
        .facts dt{color:var(--soft)}.facts dd{margin:0;text-align:right;overflow-wrap:anywhere;min-width:0}
        .glossary{columns:2 24rem;column-gap:2.5rem}
        .glossary div{break-inside:avoid;margin-bottom:.9rem}
        .glossary dt{font-weight:600}.glossary dd{margin:0;color:var(--soft);font-size:.93rem;line-height:1.5}
        @media (max-width:40rem){td small{display:block}header,main{padding-left:1rem;padding-right:1rem}header{padding-top:2rem}figure{padding:1rem}.steps li{grid-template-columns:1.4rem 1fr}.steps .tag{grid-column:2;justify-self:start}}
        @media print{:root{--paper:#fff;--sheet:#fff;--ink:#000;--soft:#444;--line:#ccc;--accent:#1f3fae;--good:#0b7a4b;--goodbg:#eef8f2;--bad:#b42318;--badbg:#fdf1ef;--code:#f5f5f5}
          html{font-size:11.5px}body{font-size:1rem}.cards{grid-template-columns:repeat(4,1fr)}nav{display:none}section{padding:1.2rem 0}figure,details,.cards li{break-inside:avoid}details>pre{max-height:none;overflow:visible}header{padding-top:0}
          .scroll{overflow:visible}td small{display:block}h2,h3,.note{break-after:avoid}
          .panels{grid-template-columns:repeat(3,1fr);gap:1rem}.panels.two{grid-template-columns:repeat(2,1fr)}.glossary{columns:2}}

        """;
}
