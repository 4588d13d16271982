# Gateway, silo and Sandbox on Orleans; docker-compose.yml builds one target for each.
# ORLEANS_VERSION: another version of Orleans than the product asks for. ORLEANS_SOURCE: a further package source, an address or
# a folder of the build context, which is /src/FOLDER here: each project would look beside itself for a relative one.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG ORLEANS_VERSION=
ARG ORLEANS_SOURCE=
WORKDIR /src
COPY . .
RUN options="-c Release -p:ActorRuntime=Orleans -p:UseAppHost=false ${ORLEANS_VERSION:+-p:OrleansVersion=$ORLEANS_VERSION} ${ORLEANS_SOURCE:+-p:RestoreAdditionalProjectSources=$ORLEANS_SOURCE}" \
    && for host in Silo Gateway Sandbox; do dotnet publish "$host" -o "/out/$host" $options || exit 1; done

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS host
COPY --chmod=755 deploy/healthy /usr/local/bin/healthy
# The folder of keys belongs to the user that the hosts run as; a new volume takes that over.
RUN install -d -m 700 -o $APP_UID -g $APP_UID /data
ENV ASPNETCORE_HTTP_PORTS=8080 Gateway__DataDirectory=/data
WORKDIR /app
USER $APP_UID
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["healthy"]

FROM host AS silo
COPY --from=build /out/Silo .
EXPOSE 11111 30000
ENTRYPOINT ["dotnet", "HybridCalendar.Silo.dll"]

FROM host AS gateway
COPY --from=build /out/Gateway .
ENTRYPOINT ["dotnet", "HybridCalendar.Gateway.dll"]

FROM host AS sandbox
COPY --from=build /out/Sandbox .
# Its TLS ends at the proxy before it.
ENV ASPNETCORE_FORWARDEDHEADERS_ENABLED=true
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["healthy", "5080", "/calendar"]
ENTRYPOINT ["dotnet", "HybridCalendar.Sandbox.dll"]
CMD ["servers", "--urls", "http://127.0.0.1:5080"]
