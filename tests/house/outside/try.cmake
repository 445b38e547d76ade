# Builds the project beside this file against Entremise as others have it, and runs it and the program: installed into
# a fresh prefix, or unpacked from the package. Nothing is built again of Entremise itself.
function(step)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${WORK})
if(FROM STREQUAL package)
  step(${CMAKE_CPACK_COMMAND} -G DEB --config ${BUILD}/CPackConfig.cmake -C ${TYPE} -B ${WORK})
  file(GLOB package ${WORK}/*.deb)
  step(dpkg-deb -x ${package} ${WORK}/root)
  set(prefix ${WORK}/root/usr)
  execute_process(COMMAND dpkg-deb -f ${package} OUTPUT_VARIABLE fields COMMAND_ERROR_IS_FATAL ANY)
  foreach(expected "Package: entremise\n" "Version: 0\\.[0-9.+a-z]+\n" "Section: science\n" "Maintainer: Entremise contributors\n"
      "Depends: [^\n]*libhdf5-103" "Depends: [^\n]*libtbb12" "Depends: [^\n]*libc6" "Description: [^\n]+\n [^\n]+\n")
    if(NOT fields MATCHES "${expected}")
      message(FATAL_ERROR "the package's fields have no '${expected}':\n${fields}")
    endif()
  endforeach()
  if(NOT EXISTS ${prefix}/share/doc/entremise/copyright)
    message(FATAL_ERROR "the package has no licence")
  endif()
else()
  set(prefix ${WORK}/prefix)
  step(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix} --config ${TYPE})
endif()

file(GLOB_RECURSE sources ${prefix}/*.cpp)
if(sources)
  message(FATAL_ERROR "sources were installed: ${sources}")
endif()
step(${CMAKE_COMMAND} -S ${OUTSIDE} -B ${WORK}/build -G Ninja -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_BUILD_TYPE=${TYPE}
     -DCMAKE_PREFIX_PATH=${prefix})
step(${CMAKE_COMMAND} --build ${WORK}/build)
step(${WORK}/build/outside)

step(${prefix}/bin/entremise verify granovetter measures --fast)
step(${prefix}/bin/entremise run ${prefix}/share/entremise/scenarios/agglomeration.toml --months 3 --replicates 2
     -o ${WORK}/results.h5)
